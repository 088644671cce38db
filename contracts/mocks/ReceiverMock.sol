// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title ReceiverMock
/// @notice An account that does as told, and calls back or refuses when it receives ERC-1155 tokens.
contract ReceiverMock is IERC1155Receiver {
    error ReceiverMockRefused();

    bool public refuses;
    bytes public reentry;
    bool public reentered;
    bytes public answer;

    function setRefuses(bool refuses_) external {
        refuses = refuses_;
    }

    function setReentry(bytes calldata reentry_) external {
        reentry = reentry_;
    }

    function run(address target, bytes calldata data) external payable {
        (bool success, bytes memory result) = target.call{value: msg.value}(data);
        assembly ("memory-safe") {
            if iszero(success) {
                revert(add(result, 0x20), mload(result))
            }
        }
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external returns (bytes4) {
        _receive();
        return IERC1155Receiver.onERC1155Received.selector;
    }

    function onERC1155BatchReceived(
        address,
        address,
        uint256[] calldata,
        uint256[] calldata,
        bytes calldata
    ) external returns (bytes4) {
        _receive();
        return IERC1155Receiver.onERC1155BatchReceived.selector;
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC1155Receiver).interfaceId || interfaceId == type(IERC165).interfaceId;
    }

    function _receive() private {
        require(!refuses, ReceiverMockRefused());
        // solhint-disable-next-line avoid-low-level-calls
        if (reentry.length > 0) (reentered, answer) = msg.sender.call(reentry);
    }
}
