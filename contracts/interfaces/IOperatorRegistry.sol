// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignerSignature} from "../types/Report.sol";

/// @title IOperatorRegistry
/// @notice Which operators sign statements, how many of them must, and who signed a given one (L3).
/// @dev Each set of operators is an epoch. A new set is announced, and takes effect by anyone's call once `DELAY` is
/// over. The delay is this contract's own: no grant of the access manager can shorten it. Only the first set of all
/// takes effect at once, since before it there is nobody whose word could be replaced.
///
/// Who signed is a bitmap: bit i is the operator with index i of the set, in ascending order of addresses.
///
/// Signatures are ECDSA (65 bytes, low s) or, where the signer has code, ERC-1271.
///
/// Assumptions:
/// - the access manager lets only the governor's roles call the restricted functions;
/// - fewer than a quorum of operators are dishonest, and they are not one: the chain can not tell.
///
/// Warning: until somebody enacts a set whose delay is over, the set before it is in force.
/// Warning: an operator that is an ERC-1271 contract can use all gas it is given; leave its signature out.
/// Warning: an account with delegated code (EIP-7702) counts as a contract and must answer ERC-1271.
interface IOperatorRegistry {
    /// @notice A set will be able to take effect, in place of any that was announced before.
    event OperatorsAnnounced(uint24 indexed epoch, address[] operators, uint8 quorum, uint40 effectiveAt);

    /// @notice What was announced will not take effect.
    event OperatorsCancelled(uint24 indexed epoch);

    /// @notice A set holds from now on; signatures for earlier sets are void.
    event OperatorsEnacted(uint24 indexed epoch, bytes32 operatorSet, address[] operators, uint8 quorum);

    /// @notice There are from 1 to `maximum` operators.
    error OperatorRegistryOperatorCount(uint256 operators, uint256 maximum);

    /// @notice The quorum is more than half of the operators and at most all of them.
    error OperatorRegistryQuorumOutOfRange(uint8 quorum, uint256 operators);

    /// @notice Operators are not strictly ascending from 1.
    error OperatorRegistryOperatorsUnsorted(address previous, address operator);

    /// @notice No set is announced.
    error OperatorRegistryNothingAnnounced();

    /// @notice The announced set can not take effect yet.
    error OperatorRegistryTooEarly(uint40 effectiveAt, uint256 timestamp);

    /// @notice There are fewer signatures than the quorum.
    error OperatorRegistryQuorumMissed(uint256 signatures, uint8 quorum);

    /// @notice Signers are not strictly ascending.
    error OperatorRegistrySignersUnsorted(address previous, address signer);

    /// @notice The account is not a current operator.
    error OperatorRegistryNotOperator(address account);

    /// @notice The caller is not the developer registry.
    error OperatorRegistryNotDevelopers(address caller);

    /// @notice The signature is not the signer's over this digest.
    error OperatorRegistrySignatureInvalid(address signer, bytes32 digest);

    /// @notice Announces the next set, in place of any that is announced. The first set of all takes effect at once.
    /// Restricted.
    /// @param operators Strictly ascending, 1 to 31.
    /// @param quorum How many of them must sign: more than half, so that no two quorums are strangers to each other.
    function announce(address[] calldata operators, uint8 quorum) external;

    /// @notice Withdraws what is announced. Restricted.
    function cancel() external;

    /// @notice Lets the announced set take effect, once its delay is over. Anyone may call.
    function enact() external;

    /// @notice Makes ties of an account be looked up from now on. Developer registry only.
    function markTied(address account) external;

    /// @notice Reverts unless a quorum of the current operators, none of them tied to the developer, signed the digest.
    /// @param developer Whose project the digest is about.
    /// @param signatures Strictly ascending by signer, each valid and a current operator's.
    /// @return signedBy The bitmap of who signed.
    /// @return setEpoch The epoch of their set.
    function requireQuorum(
        uint24 developer,
        bytes32 digest,
        SignerSignature[] calldata signatures
    ) external view returns (uint32 signedBy, uint24 setEpoch);

    /// @notice As `requireQuorum`, but for any number of signatures.
    /// @return signedBy The bitmap of who signed.
    function requireSigned(
        uint24 developer,
        bytes32 digest,
        SignerSignature[] calldata signatures
    ) external view returns (uint32 signedBy);

    /// @notice An operator's place in the current set, which is its bit. Reverts for any other account.
    function indexOf(address account) external view returns (uint8);

    /// @notice Whether an account is a current operator.
    function isOperator(address account) external view returns (bool);

    /// @notice The current operators, ascending.
    function operators() external view returns (address[] memory);

    /// @notice The set of an epoch: one that was, the current one, or, for the epoch after it, the one announced.
    /// Empty when there is none.
    /// @return members Its operators, ascending.
    /// @return needed Its quorum.
    /// @return effectiveAt Unix seconds; from then on it could take effect.
    function setOf(uint24 epoch) external view returns (address[] memory members, uint8 needed, uint40 effectiveAt);

    /// @notice `keccak256(abi.encode(chainId, this, epoch, operators, quorum))`; zero before the first set.
    function operatorSet() external view returns (bytes32);

    /// @notice How many operators must sign.
    function quorum() external view returns (uint8);

    /// @notice How many operator sets have taken effect.
    function epoch() external view returns (uint24);

    /// @notice Seconds between an announcement and the time from which on the set may take effect.
    function DELAY() external view returns (uint40);
}
