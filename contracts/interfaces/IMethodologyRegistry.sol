// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Methodology, MethodologyTerms} from "../types/Methodology.sol";
import {Pool} from "../types/Pool.sol";

/// @title IMethodologyRegistry
/// @notice The versioned parameter sets and programs by which projects are measured and credited.
/// @dev A methodology is proposed, read by anyone, then activated; from then on nothing about it can change. A
/// correction is a new version under a new id. Projects stay with the id they registered under. One that is found
/// wanting is closed: it takes no new projects, and those that are active go on as they were promised.
///
/// Assumptions:
/// - the access manager lets only a delayed, public role call `propose`, `activate` and `close`.
///
/// Warning: the registry checks that values are in range, not that they suit the pool. The parameter file behind
/// `parameters` is not read on chain.
interface IMethodologyRegistry {
    /// @notice A methodology was proposed. It can not be used before it is active.
    event MethodologyProposed(uint32 indexed methodologyId, Pool indexed pool, Methodology methodology);

    /// @notice A methodology became active, and with that immutable.
    event MethodologyActivated(uint32 indexed methodologyId);

    /// @notice A methodology takes no new projects from now on.
    event MethodologyClosed(uint32 indexed methodologyId);

    /// @notice The field's value is outside `minimum` to `maximum`, both allowed. For texts the value is the length.
    error MethodologyFieldOutOfRange(string field, uint256 value, uint256 minimum, uint256 maximum);

    /// @notice The name and version are those of an earlier methodology.
    error MethodologyVersionTaken(string name, string version, uint32 methodologyId);

    /// @notice No methodology has this id.
    error MethodologyUnknown(uint32 methodologyId);

    /// @notice The methodology is not active yet.
    error MethodologyNotActive(uint32 methodologyId);

    /// @notice The methodology is active already.
    error MethodologyAlreadyActive(uint32 methodologyId);

    /// @notice The methodology is closed to new projects.
    error MethodologyIsClosed(uint32 methodologyId);

    /// @notice Proposes a methodology. Restricted.
    /// @dev Ranges: a pool other than `None`; `minObservedPpm` 1 to 1,000,000; `edgeLevels` 1 to 3; `parameters` and
    /// `program` not zero; name and version 1 to 31 bytes (one storage slot each), unique together.
    /// Of a measurement: `deductionZPpm` at least what the form's published rule takes, 524,417 for TREES and 430,727
    /// for the VCS quantile, to 4,000,000, and 0 for the forms that have their own; `maxHalfWidthPpm` 1 to 1,000,000;
    /// `maxKgPerHaYear` at least 1; `challengeWindow` at least one day, so that someone in any time zone can re-run a
    /// report before it is issued; `minPeriod` at least one day, `maxPeriod` at least that. Reversible: `monitoringYears`
    /// 40 to 1000 (L12), `bufferPpm` 1 to 1,000,000, `maxObservationGap` at least 1. Not reversible: `monitoringYears` 0
    /// to 1000, `bufferPpm` 0.
    /// Of a finding or a detection limit, which earn nothing: all terms of credit are zero.
    /// @return methodologyId The new id, counted from 1.
    function propose(Methodology calldata methodology) external returns (uint32 methodologyId);

    /// @notice Activates a proposed methodology for good. Restricted.
    function activate(uint32 methodologyId) external;

    /// @notice Closes an active methodology to new projects, for good. Restricted.
    function close(uint32 methodologyId) external;

    /// @notice The whole methodology, proposed or active.
    function get(uint32 methodologyId) external view returns (Methodology memory);

    /// @notice The methodology without its texts, proposed or active.
    function terms(uint32 methodologyId) external view returns (MethodologyTerms memory);

    /// @notice As `terms`, but reverts with `MethodologyNotActive` or `MethodologyIsClosed` unless the methodology takes
    /// new projects.
    function openMethodology(uint32 methodologyId) external view returns (MethodologyTerms memory);

    /// @notice How many methodologies were proposed: the highest id.
    function count() external view returns (uint32);
}
