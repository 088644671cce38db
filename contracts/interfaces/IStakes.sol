// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IStakes
/// @notice What operators and verifiers lose if they sign what is false, and what a challenger loses if it is not:
/// native coin, kept in one ledger.
/// @dev A signature counts for a report only while its signer's stake is at least `leastStake`. What was signed holds
/// the stake until the report can no longer be struck, so nobody leaves ahead of the fine. Coin comes in by `deposit`
/// and leaves by `withdraw` alone; what disputes decide moves it from one account of the ledger to another.
///
/// Assumptions:
/// - the contract of disputes moves only what its rules say.
interface IStakes {
    /// @notice An account's stake grew by coin that was sent.
    event StakeDeposited(address indexed account, address indexed from, uint256 amount);

    /// @notice Coin left.
    event StakeWithdrawn(address indexed account, address indexed to, uint256 amount);

    /// @notice A dispute gave a part of one account's stake to another.
    event StakeMoved(address indexed from, address indexed to, uint256 amount);

    /// @notice No least stake was given.
    error StakesLeastMissing();

    /// @notice The account has less at stake than a signer must.
    error StakesInsufficient(address account, uint96 amount, uint96 leastStake);

    /// @notice The stake backs something until then.
    error StakesHeld(address account, uint40 heldUntil, uint256 timestamp);

    /// @notice The amount is zero, or more than the account has.
    error StakesAmountInvalid(address account, uint256 amount, uint96 available);

    /// @notice The recipient did not take the coin.
    error StakesRecipientRefused(address to);

    /// @notice The caller is not the verification oracle.
    error StakesNotOracle(address caller);

    /// @notice The caller is not the contract of disputes, nor the verification oracle where that may call too.
    error StakesNotDisputes(address caller);

    /// @notice Adds the coin that is sent to an account's stake. Anyone may call.
    function deposit(address account) external payable;

    /// @notice Takes coin out of the caller's stake, once nothing holds it.
    function withdraw(uint256 amount, address payable to) external;

    /// @notice Reverts unless each signer has the least stake, and holds all of it. Verification oracle only.
    /// @param until Unix seconds.
    function back(address[] calldata signers, uint40 until) external;

    /// @notice Holds stakes for longer. Contract of disputes and verification oracle only.
    /// @param until Unix seconds.
    function hold(address[] calldata accounts, uint40 until) external;

    /// @notice Moves stake, held or not. Contract of disputes only.
    function move(address from, address to, uint256 amount) external;

    /// @notice An account's stake, in wei, and until when it is held, in Unix seconds.
    function stakeOf(address account) external view returns (uint96 amount, uint40 heldUntil);

    /// @notice What a signer must have at stake, in wei.
    function leastStake() external view returns (uint96);

    /// @notice The verification oracle.
    function oracle() external view returns (address);

    /// @notice The contract of disputes.
    function disputes() external view returns (address);
}
