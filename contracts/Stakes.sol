// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IStakes} from "./interfaces/IStakes.sol";
import {Part} from "./types/Part.sol";

/// @title Stakes
/// @dev Documented in IStakes.
contract Stakes is IStakes, DirectoryPart {
    using SafeCast for uint256;

    /* CONSTANTS */

    /// @inheritdoc IStakes
    uint96 public immutable leastStake;

    /// @inheritdoc IStakes
    address public immutable oracle;

    /// @inheritdoc IStakes
    address public immutable disputes;

    /* STORAGE */

    struct Stake {
        uint96 amount;
        uint40 heldUntil;
    }

    mapping(address account => Stake) private _stakes;

    constructor(IDirectory directory, uint96 leastStake_) DirectoryPart(directory, Part.Stakes) {
        require(leastStake_ > 0, StakesLeastMissing());
        leastStake = leastStake_;
        oracle = directory.addressOf(Part.VerificationOracle);
        disputes = directory.addressOf(Part.Disputes);
    }

    /* COIN */

    /// @inheritdoc IStakes
    function deposit(address account) external payable {
        Stake storage stake = _stakes[account];
        uint96 before = stake.amount;
        require(msg.value > 0, StakesAmountInvalid(account, msg.value, before));

        stake.amount = (before + msg.value).toUint96();
        emit StakeDeposited(account, msg.sender, msg.value);
    }

    /// @inheritdoc IStakes
    function withdraw(uint256 amount, address payable to) external {
        uint40 heldUntil = _stakes[msg.sender].heldUntil;
        require(block.timestamp >= heldUntil, StakesHeld(msg.sender, heldUntil, block.timestamp));

        _take(msg.sender, amount);
        emit StakeWithdrawn(msg.sender, to, amount);

        (bool taken, ) = to.call{value: amount}("");
        require(taken, StakesRecipientRefused(to));
    }

    /* BACKING */

    /// @inheritdoc IStakes
    function back(address[] calldata signers, uint40 until) external {
        require(msg.sender == oracle, StakesNotOracle(msg.sender));
        for (uint256 i = 0; i < signers.length; ++i) {
            Stake memory stake = _stakes[signers[i]];
            require(stake.amount >= leastStake, StakesInsufficient(signers[i], stake.amount, leastStake));
            if (stake.heldUntil < until) _stakes[signers[i]] = Stake({amount: stake.amount, heldUntil: until});
        }
    }

    /// @inheritdoc IStakes
    function hold(address[] calldata accounts, uint40 until) external {
        require(msg.sender == disputes || msg.sender == oracle, StakesNotDisputes(msg.sender));
        for (uint256 i = 0; i < accounts.length; ++i) {
            Stake storage stake = _stakes[accounts[i]];
            if (stake.heldUntil < until) stake.heldUntil = until;
        }
    }

    /// @inheritdoc IStakes
    function move(address from, address to, uint256 amount) external {
        require(msg.sender == disputes, StakesNotDisputes(msg.sender));
        _take(from, amount);
        _stakes[to].amount = (_stakes[to].amount + amount).toUint96();
        emit StakeMoved(from, to, amount);
    }

    /* VIEWS */

    /// @inheritdoc IStakes
    function stakeOf(address account) external view returns (uint96 amount, uint40 heldUntil) {
        Stake memory stake = _stakes[account];
        return (stake.amount, stake.heldUntil);
    }

    /* INTERNAL */

    function _take(address account, uint256 amount) private {
        uint96 available = _stakes[account].amount;
        require(amount > 0 && amount <= available, StakesAmountInvalid(account, amount, available));

        // The cast is safe: at most what is available.
        _stakes[account].amount = available - uint96(amount);
    }
}
