// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {DeductionForm, Methodology, MethodologyTerms, Yield} from "./types/Methodology.sol";
import {Part} from "./types/Part.sol";
import {Pool} from "./types/Pool.sol";

/// @title MethodologyRegistry
/// @dev Documented in IMethodologyRegistry.
contract MethodologyRegistry is IMethodologyRegistry, DirectoryPart, AccessManaged {
    /* CONSTANTS */

    uint256 private constant ONE_PPM = 1_000_000;
    uint256 private constant MAX_Z_PPM = 4_000_000;

    /// @dev ART TREES 2.0, equation 11: the 70 % one-sided normal quantile as it prints it.
    uint256 private constant MIN_TREES_Z_PPM = 524_417;

    /// @dev VCS Methodology Requirements: the one-sided normal quantile of two thirds. Not re-read.
    uint256 private constant MIN_VCS_Z_PPM = 430_727;

    /// @dev Chosen: satellites whose scenes are free to all come back within days, not hours.
    uint256 private constant MIN_PERIOD = 1 days;

    uint256 private constant MIN_REVERSIBLE_YEARS = 40;
    uint256 private constant MAX_YEARS = 1_000;
    uint256 private constant MAX_TEXT_LENGTH = 31;

    /* STORAGE */

    struct Texts {
        bytes32 parameters;
        bytes32 program;
        string name;
        string version;
    }

    /// @inheritdoc IMethodologyRegistry
    uint32 public count;

    mapping(uint32 methodologyId => MethodologyTerms) private _terms;
    mapping(uint32 methodologyId => Texts) private _texts;
    mapping(bytes32 versionHash => uint32 methodologyId) private _versions;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.MethodologyRegistry) AccessManaged(directory.addressOf(Part.AccessManager)) {}

    /* GOVERNED */

    /// @inheritdoc IMethodologyRegistry
    function propose(Methodology calldata methodology) external restricted returns (uint32 methodologyId) {
        _requireValid(methodology);
        bytes32 versionHash = keccak256(abi.encode(methodology.name, methodology.version));
        methodologyId = _versions[versionHash];
        require(methodologyId == 0, MethodologyVersionTaken(methodology.name, methodology.version, methodologyId));

        methodologyId = ++count;
        _versions[versionHash] = methodologyId;
        _terms[methodologyId] = MethodologyTerms({
            pool: methodology.pool,
            unitKind: methodology.unitKind,
            reversible: methodology.reversible,
            maturity: methodology.maturity,
            deductionForm: methodology.deductionForm,
            edgeLevels: methodology.edgeLevels,
            monitoringYears: methodology.monitoringYears,
            deductionZPpm: methodology.deductionZPpm,
            maxHalfWidthPpm: methodology.maxHalfWidthPpm,
            minObservedPpm: methodology.minObservedPpm,
            bufferPpm: methodology.bufferPpm,
            maxObservationGap: methodology.maxObservationGap,
            challengeWindow: methodology.challengeWindow,
            maxKgPerHaYear: methodology.maxKgPerHaYear,
            minPeriod: methodology.minPeriod,
            maxPeriod: methodology.maxPeriod,
            retroactivity: methodology.retroactivity,
            yields: methodology.yields,
            active: false,
            closed: false
        });
        _texts[methodologyId] = Texts({
            parameters: methodology.parameters,
            program: methodology.program,
            name: methodology.name,
            version: methodology.version
        });
        emit MethodologyProposed(methodologyId, methodology.pool, methodology);
    }

    /// @inheritdoc IMethodologyRegistry
    function activate(uint32 methodologyId) external restricted {
        MethodologyTerms storage proposed = _known(methodologyId);
        require(!proposed.active, MethodologyAlreadyActive(methodologyId));

        proposed.active = true;
        emit MethodologyActivated(methodologyId);
    }

    /// @inheritdoc IMethodologyRegistry
    function close(uint32 methodologyId) external restricted {
        MethodologyTerms storage known = _known(methodologyId);
        _requireOpen(methodologyId, known);

        known.closed = true;
        emit MethodologyClosed(methodologyId);
    }

    /* VIEWS */

    /// @inheritdoc IMethodologyRegistry
    function get(uint32 methodologyId) external view returns (Methodology memory) {
        MethodologyTerms memory known = _known(methodologyId);
        Texts memory texts = _texts[methodologyId];
        return
            Methodology({
                yields: known.yields,
                pool: known.pool,
                unitKind: known.unitKind,
                reversible: known.reversible,
                maturity: known.maturity,
                deductionForm: known.deductionForm,
                deductionZPpm: known.deductionZPpm,
                maxHalfWidthPpm: known.maxHalfWidthPpm,
                minObservedPpm: known.minObservedPpm,
                bufferPpm: known.bufferPpm,
                monitoringYears: known.monitoringYears,
                maxObservationGap: known.maxObservationGap,
                challengeWindow: known.challengeWindow,
                maxKgPerHaYear: known.maxKgPerHaYear,
                minPeriod: known.minPeriod,
                maxPeriod: known.maxPeriod,
                retroactivity: known.retroactivity,
                edgeLevels: known.edgeLevels,
                parameters: texts.parameters,
                program: texts.program,
                name: texts.name,
                version: texts.version
            });
    }

    /// @inheritdoc IMethodologyRegistry
    function terms(uint32 methodologyId) external view returns (MethodologyTerms memory) {
        return _known(methodologyId);
    }

    /// @inheritdoc IMethodologyRegistry
    function openMethodology(uint32 methodologyId) external view returns (MethodologyTerms memory) {
        MethodologyTerms storage known = _known(methodologyId);
        _requireOpen(methodologyId, known);
        return known;
    }

    /* INTERNAL */

    /// @dev Every proposed methodology has a pool.
    function _known(uint32 methodologyId) private view returns (MethodologyTerms storage known) {
        known = _terms[methodologyId];
        require(known.pool != Pool.None, MethodologyUnknown(methodologyId));
    }

    function _requireOpen(uint32 methodologyId, MethodologyTerms storage known) private view {
        require(known.active, MethodologyNotActive(methodologyId));
        require(!known.closed, MethodologyIsClosed(methodologyId));
    }

    function _requireValid(Methodology calldata methodology) private pure {
        _requireRange("pool", uint8(methodology.pool), 1, uint8(type(Pool).max));
        _requireRange("minObservedPpm", methodology.minObservedPpm, 1, ONE_PPM);
        _requireRange("edgeLevels", methodology.edgeLevels, 1, 3);
        _requireRange("parameters", uint256(methodology.parameters), 1, type(uint256).max);
        _requireRange("program", uint256(methodology.program), 1, type(uint256).max);
        _requireRange("name", bytes(methodology.name).length, 1, MAX_TEXT_LENGTH);
        _requireRange("version", bytes(methodology.version).length, 1, MAX_TEXT_LENGTH);
        if (methodology.yields == Yield.Measurement) _requireCredits(methodology);
        else _requireNoCredits(methodology);
    }

    function _requireCredits(Methodology calldata methodology) private pure {
        (uint256 minZPpm, uint256 maxZPpm) = _quantiles(methodology.deductionForm);
        _requireRange("deductionZPpm", methodology.deductionZPpm, minZPpm, maxZPpm);
        _requireRange("maxHalfWidthPpm", methodology.maxHalfWidthPpm, 1, ONE_PPM);
        bool reversible = methodology.reversible;
        _requireRange("bufferPpm", methodology.bufferPpm, reversible ? 1 : 0, reversible ? ONE_PPM : 0);
        _requireRange("monitoringYears", methodology.monitoringYears, reversible ? MIN_REVERSIBLE_YEARS : 0, MAX_YEARS);
        _requireRange("maxObservationGap", methodology.maxObservationGap, reversible ? 1 : 0, type(uint32).max);
        _requireRange("challengeWindow", methodology.challengeWindow, 1 days, type(uint32).max);
        _requireRange("maxKgPerHaYear", methodology.maxKgPerHaYear, 1, type(uint32).max);
        _requireRange("minPeriod", methodology.minPeriod, MIN_PERIOD, type(uint32).max);
        _requireRange("maxPeriod", methodology.maxPeriod, methodology.minPeriod, type(uint32).max);
    }

    /// @dev What is never credited has no terms of credit.
    function _requireNoCredits(Methodology calldata methodology) private pure {
        _requireRange("unitKind", uint8(methodology.unitKind), 0, 0);
        _requireRange("reversible", methodology.reversible ? 1 : 0, 0, 0);
        _requireRange("deductionForm", uint8(methodology.deductionForm), 0, 0);
        _requireRange("deductionZPpm", methodology.deductionZPpm, 0, 0);
        _requireRange("maxHalfWidthPpm", methodology.maxHalfWidthPpm, 0, 0);
        _requireRange("bufferPpm", methodology.bufferPpm, 0, 0);
        _requireRange("monitoringYears", methodology.monitoringYears, 0, 0);
        _requireRange("maxObservationGap", methodology.maxObservationGap, 0, 0);
        _requireRange("challengeWindow", methodology.challengeWindow, 0, 0);
        _requireRange("maxKgPerHaYear", methodology.maxKgPerHaYear, 0, 0);
        _requireRange("minPeriod", methodology.minPeriod, 0, 0);
        _requireRange("maxPeriod", methodology.maxPeriod, 0, 0);
        _requireRange("retroactivity", methodology.retroactivity, 0, 0);
    }

    /// @dev Least and greatest quantile of a form: at least what its published rule takes, and none where the rule has
    /// its own.
    function _quantiles(DeductionForm form) private pure returns (uint256 minZPpm, uint256 maxZPpm) {
        if (form == DeductionForm.Trees) return (MIN_TREES_Z_PPM, MAX_Z_PPM);
        if (form == DeductionForm.VcsQuantile) return (MIN_VCS_Z_PPM, MAX_Z_PPM);
        return (0, 0);
    }

    function _requireRange(string memory field, uint256 value, uint256 minimum, uint256 maximum) private pure {
        require(value >= minimum && value <= maximum, MethodologyFieldOutOfRange(field, value, minimum, maximum));
    }
}
