// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Pool} from "../types/Pool.sol";

/// @title IVerifierRegistry
/// @notice Who may validate projects and countersign reports, for which pools and until when.
/// @dev Assumptions:
/// - the access manager lets only the governor's roles call the restricted functions;
/// - the governor checks accreditation off chain before it states it here.
///
/// Warning: suspension works from now on. What a verifier signed before stays accepted.
interface IVerifierRegistry {
    /// @notice A verifier was accredited, anew or with a new scope.
    event VerifierAccredited(address indexed verifier, uint8 poolsBitmap, uint40 until);

    /// @notice A verifier lost its accreditation.
    event VerifierSuspended(address indexed verifier);

    /// @notice The verifier is the zero address.
    error VerifierRegistryInvalidVerifier(address verifier);

    /// @notice The bitmap is empty or names a pool that does not exist.
    error VerifierRegistryInvalidPools(uint8 poolsBitmap);

    /// @notice The caller is not the developer registry.
    error VerifierRegistryNotDevelopers(address caller);

    /// @notice The accreditation would end in the past.
    error VerifierRegistryInvalidUntil(uint40 until, uint256 timestamp);

    /// @notice The verifier is not accredited, or is suspended.
    error VerifierRegistryNotAccredited(address verifier);

    /// @notice The verifier's accreditation is over.
    error VerifierRegistryExpired(address verifier, uint40 until);

    /// @notice The verifier is not accredited for the pool.
    error VerifierRegistryOutOfScope(address verifier, Pool pool, uint8 poolsBitmap);

    /// @notice Accredits a verifier, replacing its scope and end if it has any. Restricted.
    /// @param poolsBitmap Bit `uint8(pool)` for each pool in scope: 2 for biomass, 4 for paddy methane, and so on.
    /// @param until Unix seconds; the accreditation holds before, not at, this time.
    function accredit(address verifier, uint8 poolsBitmap, uint40 until) external;

    /// @notice Ends an accreditation at once. Restricted.
    function suspend(address verifier) external;

    /// @notice Makes ties of an account be looked up from now on. Developer registry only.
    function markTied(address account) external;

    /// @notice Reverts with the reason unless the verifier may sign for this developer's project in this pool now: it is not tied to
    /// the developer either (see `IDeveloperRegistry`).
    function requireEligible(address verifier, Pool pool, uint24 developer) external view;

    /// @notice A verifier's scope and end of accreditation; zeros if it has none.
    function accreditation(address verifier) external view returns (uint8 poolsBitmap, uint40 until);
}
