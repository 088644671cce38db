// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Pool} from "./Pool.sol";

/// @notice Where a project stands. A lapsed draft is withdrawn.
enum ProjectStatus {
    None,
    Draft,
    Active,
    Completed,
    Withdrawn
}

/// @notice A project. Times are Unix seconds; periods are half open.
struct Project {
    address owner; // The developer's account: claims ground, receives issued credits.
    uint32 methodologyId;
    Pool pool; // The methodology's pool.
    uint8 edgeLevel; // Finest S2 level that the ground uses: 16 or 20.
    ProjectStatus status;
    bytes2 hostCountry; // ISO 3166-1 alpha-2, uppercase.
    uint24 developer; // Whom the owner acted for when it became the owner.
    uint40 creditingStart;
    uint40 creditingEnd;
    uint40 lastPeriodEnd; // End of the last accepted period; 0 before the first.
    uint40 creditedUntil; // End of the last accepted period that was worth anything; 0 before the first.
    uint40 draftExpiry; // A draft not active by then has lapsed.
    uint56 areaM2; // Area of the ground, as the verifier measured it; 0 until activation.
    bytes32 boundary; // sha2-256 digest of the boundary's CIDv1.
    bytes32 serialsRoot; // Hash chained over the external serials stated as a draft; 0 for none.
    uint32 programme; // Another programme in which the project has a reference; 0 for none.
    uint64 programmeReference; // Its number there, exclusive from activation on; 0 for none.
}

/// @notice A project without its digests and reference: what contracts need, in two storage slots.
/// @dev Field meanings as in `Project`.
struct ProjectTerms {
    address owner;
    uint32 methodologyId;
    Pool pool;
    uint8 edgeLevel;
    ProjectStatus status;
    bytes2 hostCountry;
    uint24 developer;
    uint40 creditingStart;
    uint40 creditingEnd;
    uint40 lastPeriodEnd;
    uint40 creditedUntil;
    uint40 draftExpiry;
    uint56 areaM2;
}

/// @notice What a project is to do and where it is compared, as its owner committed to it.
struct Design {
    bytes32 digest; // sha2-256 digest of the published design.
    uint40 committedAt; // Unix seconds.
}

/// @notice What a developer states to register a project.
/// @dev Field meanings as in `Project`.
struct ProjectRequest {
    uint32 methodologyId;
    uint8 edgeLevel;
    bytes2 hostCountry;
    uint40 creditingStart;
    uint40 creditingEnd;
    bytes32 boundary;
    uint32 programme;
    uint64 programmeReference;
}

/// @notice A verifier's word that a project is what its owner says.
struct Validation {
    uint56 areaM2; // Area of the claimed ground, as the verifier measured it: reports claim no less.
    address verifier;
    uint40 expiry; // Unix seconds; good up to and with this time.
    bytes signature;
}
