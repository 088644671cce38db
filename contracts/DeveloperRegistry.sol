// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDeveloperRegistry} from "./interfaces/IDeveloperRegistry.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IOperatorRegistry} from "./interfaces/IOperatorRegistry.sol";
import {IVerifierRegistry} from "./interfaces/IVerifierRegistry.sol";
import {CanonicalTextLib} from "./libraries/CanonicalTextLib.sol";
import {Part} from "./types/Part.sol";

/// @title DeveloperRegistry
/// @dev Documented in IDeveloperRegistry.
contract DeveloperRegistry is IDeveloperRegistry, DirectoryPart, AccessManaged {
    using CanonicalTextLib for string;

    /* STORAGE */

    IOperatorRegistry private immutable _operators;
    IVerifierRegistry private immutable _verifiers;

    /// @inheritdoc IDeveloperRegistry
    uint24 public count;

    /// @inheritdoc IDeveloperRegistry
    mapping(address account => uint24) public developerOf;

    /// @inheritdoc IDeveloperRegistry
    mapping(address account => mapping(uint24 developer => bool)) public isTied;

    mapping(uint24 developer => string) private _legalIds;
    mapping(bytes32 legalIdHash => uint24 developer) private _developers;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.DeveloperRegistry) AccessManaged(directory.addressOf(Part.AccessManager)) {
        _operators = IOperatorRegistry(directory.addressOf(Part.OperatorRegistry));
        _verifiers = IVerifierRegistry(directory.addressOf(Part.VerifierRegistry));
    }

    /* GOVERNED */

    /// @inheritdoc IDeveloperRegistry
    function admit(string calldata legalId) external restricted returns (uint24 developer) {
        legalId.requireCanonical();
        bytes32 legalIdHash = keccak256(bytes(legalId));
        uint24 known = _developers[legalIdHash];
        require(known == 0, DeveloperKnown(legalId, known));

        developer = ++count;
        _developers[legalIdHash] = developer;
        _legalIds[developer] = legalId;
        emit DeveloperAdmitted(developer, legalId);
    }

    /// @inheritdoc IDeveloperRegistry
    function assign(uint24 developer, address account) external restricted {
        require(account != address(0), DeveloperAccountMissing());
        _requireKnown(developer);
        uint24 current = developerOf[account];
        require(current == 0, DeveloperAccountTaken(account, current));

        developerOf[account] = developer;
        emit DeveloperAccountAssigned(developer, account);
        if (!isTied[account][developer]) _tie(account, developer);
    }

    /// @inheritdoc IDeveloperRegistry
    function dismiss(address account) external restricted {
        uint24 developer = requireDeveloper(account);

        delete developerOf[account];
        emit DeveloperAccountDismissed(developer, account);
    }

    /// @inheritdoc IDeveloperRegistry
    function declareTie(address account, uint24 developer) external restricted {
        _requireKnown(developer);
        requireUntied(account, developer);

        _tie(account, developer);
    }

    /// @inheritdoc IDeveloperRegistry
    function withdrawTie(address account, uint24 developer) external restricted {
        require(isTied[account][developer], DeveloperNotTied(account, developer));
        require(developerOf[account] != developer, DeveloperAccountTaken(account, developer));

        isTied[account][developer] = false;
        emit TieWithdrawn(account, developer);
    }

    /* VIEWS */

    /// @inheritdoc IDeveloperRegistry
    function requireUntied(address account, uint24 developer) public view {
        require(!isTied[account][developer], DeveloperTied(account, developer));
    }

    /// @inheritdoc IDeveloperRegistry
    function requireDeveloper(address account) public view returns (uint24 developer) {
        developer = developerOf[account];
        require(developer != 0, DeveloperAccountUnknown(account));
    }

    /// @inheritdoc IDeveloperRegistry
    function legalIdOf(uint24 developer) external view returns (string memory) {
        _requireKnown(developer);
        return _legalIds[developer];
    }

    /* INTERNAL */

    function _requireKnown(uint24 developer) private view {
        require(developer != 0 && developer <= count, DeveloperUnknown(developer));
    }

    function _tie(address account, uint24 developer) private {
        isTied[account][developer] = true;
        emit TieDeclared(account, developer);
        _operators.markTied(account);
        _verifiers.markTied(account);
    }
}
