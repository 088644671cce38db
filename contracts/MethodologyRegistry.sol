// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {Methodology, MethodologyTerms} from "./types/Methodology.sol";
import {Part} from "./types/Part.sol";
import {Pool} from "./types/Pool.sol";

/// @title MethodologyRegistry
/// @dev Documented in IMethodologyRegistry.
contract MethodologyRegistry is IMethodologyRegistry, DirectoryPart, AccessManaged {
    /* CONSTANTS */

    uint256 private constant ONE_PPM = 1_000_000;
    uint256 private constant MAX_Z_PPM = 4_000_000;
    uint256 private constant MIN_REVERSIBLE_YEARS = 40;
    uint256 private constant MAX_YEARS = 1_000;
    uint256 private constant MAX_TEXT_LENGTH = 31;

    /* STORAGE */

    struct Texts {
        bytes32 parameters;
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
            active: false
        });
        _texts[methodologyId] = Texts({
            parameters: methodology.parameters,
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

    /* VIEWS */

    /// @inheritdoc IMethodologyRegistry
    function get(uint32 methodologyId) external view returns (Methodology memory) {
        MethodologyTerms memory known = _known(methodologyId);
        Texts memory texts = _texts[methodologyId];
        return
            Methodology({
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
                edgeLevels: known.edgeLevels,
                parameters: texts.parameters,
                name: texts.name,
                version: texts.version
            });
    }

    /// @inheritdoc IMethodologyRegistry
    function terms(uint32 methodologyId) external view returns (MethodologyTerms memory) {
        return _known(methodologyId);
    }

    /// @inheritdoc IMethodologyRegistry
    function activeMethodology(uint32 methodologyId) external view returns (MethodologyTerms memory) {
        MethodologyTerms storage known = _known(methodologyId);
        require(known.active, MethodologyNotActive(methodologyId));
        return known;
    }

    /* INTERNAL */

    /// @dev Every proposed methodology has a pool.
    function _known(uint32 methodologyId) private view returns (MethodologyTerms storage known) {
        known = _terms[methodologyId];
        require(known.pool != Pool.None, MethodologyUnknown(methodologyId));
    }

    function _requireValid(Methodology calldata methodology) private pure {
        _requireRange("pool", uint8(methodology.pool), 1, uint8(type(Pool).max));
        _requireRange("deductionZPpm", methodology.deductionZPpm, 1, MAX_Z_PPM);
        _requireRange("maxHalfWidthPpm", methodology.maxHalfWidthPpm, 1, ONE_PPM);
        _requireRange("minObservedPpm", methodology.minObservedPpm, 1, ONE_PPM);
        bool reversible = methodology.reversible;
        _requireRange("bufferPpm", methodology.bufferPpm, reversible ? 1 : 0, reversible ? ONE_PPM : 0);
        _requireRange("monitoringYears", methodology.monitoringYears, reversible ? MIN_REVERSIBLE_YEARS : 0, MAX_YEARS);
        _requireRange("maxObservationGap", methodology.maxObservationGap, reversible ? 1 : 0, type(uint32).max);
        _requireRange("challengeWindow", methodology.challengeWindow, 1 days, type(uint32).max);
        _requireRange("maxKgPerHaYear", methodology.maxKgPerHaYear, 1, type(uint32).max);
        _requireRange("edgeLevels", methodology.edgeLevels, 1, 3);
        _requireRange("parameters", uint256(methodology.parameters), 1, type(uint256).max);
        _requireRange("name", bytes(methodology.name).length, 1, MAX_TEXT_LENGTH);
        _requireRange("version", bytes(methodology.version).length, 1, MAX_TEXT_LENGTH);
    }

    function _requireRange(string memory field, uint256 value, uint256 minimum, uint256 maximum) private pure {
        require(value >= minimum && value <= maximum, MethodologyFieldOutOfRange(field, value, minimum, maximum));
    }
}
