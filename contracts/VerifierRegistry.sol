// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDeveloperRegistry} from "./interfaces/IDeveloperRegistry.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IVerifierRegistry} from "./interfaces/IVerifierRegistry.sol";
import {Part} from "./types/Part.sol";
import {Pool} from "./types/Pool.sol";

/// @title VerifierRegistry
/// @dev Documented in IVerifierRegistry.
contract VerifierRegistry is IVerifierRegistry, DirectoryPart, AccessManaged {
    /* CONSTANTS */

    /// @dev One bit per pool; bit 0 is `Pool.None`, which is no pool.
    uint256 private constant ALL_POOLS = (1 << (uint8(type(Pool).max) + 1)) - 2;

    IDeveloperRegistry private immutable _developers;

    /* STORAGE */

    struct Accreditation {
        uint8 poolsBitmap;
        uint40 until;
        bool tied; // To some developer, once: only then are ties looked up.
    }

    mapping(address verifier => Accreditation) private _accreditations;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.VerifierRegistry) AccessManaged(directory.addressOf(Part.AccessManager)) {
        _developers = IDeveloperRegistry(directory.addressOf(Part.DeveloperRegistry));
    }

    /* GOVERNED */

    /// @inheritdoc IVerifierRegistry
    function accredit(address verifier, uint8 poolsBitmap, uint40 until) external restricted {
        require(verifier != address(0), VerifierRegistryInvalidVerifier(verifier));
        require(poolsBitmap != 0 && poolsBitmap & ALL_POOLS == poolsBitmap, VerifierRegistryInvalidPools(poolsBitmap));
        require(until > block.timestamp, VerifierRegistryInvalidUntil(until, block.timestamp));

        Accreditation storage known = _accreditations[verifier];
        (known.poolsBitmap, known.until) = (poolsBitmap, until);
        emit VerifierAccredited(verifier, poolsBitmap, until);
    }

    /// @inheritdoc IVerifierRegistry
    function suspend(address verifier) external restricted {
        Accreditation storage known = _accreditations[verifier];
        require(known.poolsBitmap != 0, VerifierRegistryNotAccredited(verifier));

        (known.poolsBitmap, known.until) = (0, 0);
        emit VerifierSuspended(verifier);
    }

    /* TIES */

    /// @inheritdoc IVerifierRegistry
    function markTied(address account) external {
        require(msg.sender == address(_developers), VerifierRegistryNotDevelopers(msg.sender));
        _accreditations[account].tied = true;
    }

    /* VIEWS */

    /// @inheritdoc IVerifierRegistry
    function requireEligible(address verifier, Pool pool, uint24 developer) external view {
        Accreditation memory known = _accreditations[verifier];
        require(known.poolsBitmap != 0, VerifierRegistryNotAccredited(verifier));
        require(block.timestamp < known.until, VerifierRegistryExpired(verifier, known.until));
        require(
            known.poolsBitmap & (1 << uint8(pool)) != 0,
            VerifierRegistryOutOfScope(verifier, pool, known.poolsBitmap)
        );
        if (known.tied) _developers.requireUntied(verifier, developer);
    }

    /// @inheritdoc IVerifierRegistry
    function accreditation(address verifier) external view returns (uint8 poolsBitmap, uint40 until) {
        Accreditation memory known = _accreditations[verifier];
        return (known.poolsBitmap, known.until);
    }
}
