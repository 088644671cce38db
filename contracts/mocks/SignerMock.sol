// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title SignerMock
/// @notice An ERC-1271 signer that behaves as told.
contract SignerMock is IERC1271 {
    enum Behaviour {
        Accept,
        Refuse,
        Garbage,
        Short,
        Revert,
        EatGas
    }

    error SignerMockReverted();

    Behaviour public behaviour;

    function setBehaviour(Behaviour behaviour_) external {
        behaviour = behaviour_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        if (behaviour == Behaviour.Accept) return IERC1271.isValidSignature.selector;
        if (behaviour == Behaviour.Refuse) return 0xffffffff;
        require(behaviour != Behaviour.Revert, SignerMockReverted());
        if (behaviour == Behaviour.EatGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (behaviour == Behaviour.Garbage) {
            assembly ("memory-safe") {
                mstore(0, not(0))
                return(0, 32)
            }
        }
        bytes4 magic = IERC1271.isValidSignature.selector;
        assembly ("memory-safe") {
            mstore(0, magic)
            return(0, 4)
        }
    }
}
