// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Vm
/// @notice The cheatcodes that tests use.
interface Vm {
    function getNonce(address account) external view returns (uint64 nonce);
    function setNonce(address account, uint64 nonce) external;
    function addr(uint256 privateKey) external pure returns (address);
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function warp(uint256 timestamp) external;
    function deal(address account, uint256 balance) external;
    function prank(address sender) external;
    function startPrank(address sender) external;
    function stopPrank() external;
    function assume(bool condition) external pure;
    function chainId(uint256 id) external;
    function getCode(string calldata artifact) external view returns (bytes memory creationCode);
    function etch(address target, bytes calldata code) external;
    function expectRevert() external;
    function expectRevert(bytes4 selector) external;
    function expectRevert(bytes calldata data) external;
    function expectEmit() external;
    function load(address target, bytes32 slot) external view returns (bytes32);
    function store(address target, bytes32 slot, bytes32 value) external;
}

Vm constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

/// @dev Makes a contract of its compiled artifact. `new` would have the compiler build it again within each test.
function make(string memory name, bytes memory arguments) returns (address made) {
    bytes memory code = bytes.concat(vm.getCode(string.concat(name, ".sol:", name)), arguments);
    assembly ("memory-safe") {
        made := create(0, add(code, 0x20), mload(code))
    }
    require(made != address(0), name);
}
