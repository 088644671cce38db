// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDeveloperRegistry} from "./interfaces/IDeveloperRegistry.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IOperatorRegistry} from "./interfaces/IOperatorRegistry.sol";
import {Part} from "./types/Part.sol";
import {SignerSignature} from "./types/Report.sol";

/// @title OperatorRegistry
/// @dev Documented in IOperatorRegistry.
contract OperatorRegistry is IOperatorRegistry, DirectoryPart, AccessManaged {
    /* CONSTANTS */

    /// @inheritdoc IOperatorRegistry
    uint40 public constant DELAY = 7 days;

    /// @dev A bitmap of who signed fits a packed word of 32 bits, and a quorum's signatures fit one transaction.
    uint256 private constant MAX_OPERATORS = 31;

    IDeveloperRegistry private immutable _developers;

    /* STORAGE */

    struct OperatorSet {
        address[] operators;
        uint8 quorum;
        uint40 effectiveAt; // 0 where there is no such set.
    }

    /// @dev The last set that an account belonged to: no clearing when the set changes.
    struct Seat {
        uint24 epoch;
        uint8 index;
        bool tied; // To some developer, once: only then are ties looked up.
    }

    /// @inheritdoc IOperatorRegistry
    uint24 public epoch;

    /// @inheritdoc IOperatorRegistry
    uint8 public quorum;

    /// @inheritdoc IOperatorRegistry
    bytes32 public operatorSet;

    /// @dev Those that took effect, and the one announced for the epoch to come.
    mapping(uint24 epoch => OperatorSet) private _sets;

    mapping(address operator => Seat) private _seats;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.OperatorRegistry) AccessManaged(directory.addressOf(Part.AccessManager)) {
        _developers = IDeveloperRegistry(directory.addressOf(Part.DeveloperRegistry));
    }

    /* GOVERNED */

    /// @inheritdoc IOperatorRegistry
    function announce(address[] calldata operators_, uint8 quorum_) external restricted {
        uint256 count = operators_.length;
        require(count > 0 && count <= MAX_OPERATORS, OperatorRegistryOperatorCount(count, MAX_OPERATORS));
        require(2 * uint256(quorum_) > count && quorum_ <= count, OperatorRegistryQuorumOutOfRange(quorum_, count));
        address previous = address(0);
        for (uint256 i = 0; i < count; ++i) {
            require(operators_[i] > previous, OperatorRegistryOperatorsUnsorted(previous, operators_[i]));
            previous = operators_[i];
        }

        bool first = epoch == 0;
        uint40 effectiveAt = uint40(block.timestamp) + (first ? 0 : DELAY);
        _sets[epoch + 1] = OperatorSet({operators: operators_, quorum: quorum_, effectiveAt: effectiveAt});
        emit OperatorsAnnounced(epoch + 1, operators_, quorum_, effectiveAt);
        if (first) enact();
    }

    /// @inheritdoc IOperatorRegistry
    function cancel() external restricted {
        uint24 next = epoch + 1;
        require(_sets[next].effectiveAt != 0, OperatorRegistryNothingAnnounced());

        delete _sets[next];
        emit OperatorsCancelled(next);
    }

    /* SETS */

    /// @inheritdoc IOperatorRegistry
    function enact() public {
        uint24 next = epoch + 1;
        OperatorSet memory set = _sets[next];
        require(set.effectiveAt != 0, OperatorRegistryNothingAnnounced());
        require(block.timestamp >= set.effectiveAt, OperatorRegistryTooEarly(set.effectiveAt, block.timestamp));

        epoch = next;
        quorum = set.quorum;
        operatorSet = keccak256(abi.encode(block.chainid, address(this), next, set.operators, set.quorum));
        for (uint8 i = 0; i < set.operators.length; ++i) {
            Seat storage seat = _seats[set.operators[i]];
            (seat.epoch, seat.index) = (next, i);
        }
        emit OperatorsEnacted(next, operatorSet, set.operators, set.quorum);
    }

    /* TIES */

    /// @inheritdoc IOperatorRegistry
    function markTied(address account) external {
        require(msg.sender == address(_developers), OperatorRegistryNotDevelopers(msg.sender));
        _seats[account].tied = true;
    }

    /* VIEWS */

    /// @inheritdoc IOperatorRegistry
    function requireQuorum(
        uint24 developer,
        bytes32 digest,
        SignerSignature[] calldata signatures
    ) external view returns (uint32 signedBy, uint24 setEpoch) {
        // Before the first set the quorum is 0, but so is the number of operators.
        require(signatures.length >= quorum && epoch != 0, OperatorRegistryQuorumMissed(signatures.length, quorum));
        return (requireSigned(developer, digest, signatures), epoch);
    }

    /// @inheritdoc IOperatorRegistry
    function requireSigned(
        uint24 developer,
        bytes32 digest,
        SignerSignature[] calldata signatures
    ) public view returns (uint32 signedBy) {
        address previous = address(0);
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = signatures[i].signer;
            require(signer > previous, OperatorRegistrySignersUnsorted(previous, signer));
            signedBy |= uint32(1) << indexOf(signer);
            if (_seats[signer].tied) _developers.requireUntied(signer, developer);
            require(
                SignatureChecker.isValidSignatureNowCalldata(signer, digest, signatures[i].signature),
                OperatorRegistrySignatureInvalid(signer, digest)
            );
            previous = signer;
        }
    }

    /// @inheritdoc IOperatorRegistry
    function operators() external view returns (address[] memory) {
        return _sets[epoch].operators;
    }

    /// @inheritdoc IOperatorRegistry
    function setOf(uint24 epoch_) external view returns (address[] memory members, uint8 needed, uint40 effectiveAt) {
        OperatorSet memory set = _sets[epoch_];
        return (set.operators, set.quorum, set.effectiveAt);
    }

    /// @inheritdoc IOperatorRegistry
    function indexOf(address account) public view returns (uint8) {
        require(isOperator(account), OperatorRegistryNotOperator(account));
        return _seats[account].index;
    }

    /// @inheritdoc IOperatorRegistry
    function isOperator(address account) public view returns (bool) {
        uint24 seatedIn = _seats[account].epoch;
        return seatedIn != 0 && seatedIn == epoch;
    }
}
