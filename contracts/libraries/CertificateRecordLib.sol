// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Lot} from "../types/Batch.sol";
import {CertificateRecord} from "../types/CertificateRecord.sol";
import {Purpose, Retirement} from "../types/Retirement.sol";

/// @title CertificateRecordLib
/// @notice A certificate's record as contract code, written once and read at will.
/// @dev Bytes: 00 (STOP: the code does nothing) | version 1 | retiree 20 | time 5 | purpose 1 | lots 1 | beneficiary
/// length 1 | message length 2 | recipient 20 | for each lot: batch 18, amount 8, first serial 8 | beneficiary | message.
library CertificateRecordLib {
    uint256 private constant VERSION = 1;
    uint256 private constant HEAD = 52;
    uint256 private constant LOT = 34;

    /// @dev Returns the bytes behind these ten: PUSH2 length, DUP1, PUSH1 10, PUSH0, CODECOPY, PUSH0, RETURN.
    uint256 private constant INITCODE = 0x610000_80_600a_5f_39_5f_f3;
    uint256 private constant INITCODE_SIZE = 10;

    /// @notice Makes the record's contract; zero if that failed.
    /// @dev The caller keeps to the widths: at most 255 lots, a beneficiary of at most 255 bytes, and code of at most
    /// 24,576 bytes in all; batch ids fit 144 bits.
    function write(
        address retiree,
        Retirement calldata retirement,
        Lot[] calldata lots
    ) internal returns (address pointer) {
        bytes memory packed = new bytes(lots.length * LOT);
        for (uint256 i = 0; i < lots.length; ++i) _packLot(packed, i * LOT, lots[i]);
        bytes memory blob = abi.encodePacked(
            _head(retiree, retirement, lots.length),
            retirement.recipient,
            packed,
            retirement.beneficiary,
            retirement.message
        );
        bytes memory code = abi.encodePacked(bytes10(uint80(INITCODE | (blob.length << 56))), blob);
        assembly ("memory-safe") {
            pointer := create(0, add(code, 0x20), mload(code))
        }
    }

    /// @notice The record in a contract that `write` made.
    function read(address pointer) internal view returns (CertificateRecord memory record) {
        bytes memory blob = pointer.code;
        uint256 head = _word(blob, 0, 32);
        record.retiree = address(uint160(head >> 80));
        record.recipient = address(uint160(_word(blob, 32, 20)));
        record.retiredAt = uint40(head >> 40);
        record.purpose = Purpose(uint8(head >> 32));
        record.lots = new Lot[](uint8(head >> 24));
        uint256 offset = HEAD;
        for (uint256 i = 0; i < record.lots.length; ++i) {
            record.lots[i] = Lot({
                batchId: _word(blob, offset, 18),
                amountKg: uint64(_word(blob, offset + 18, 8)),
                serialStart: uint64(_word(blob, offset + 26, 8))
            });
            offset += LOT;
        }
        uint256 beneficiaryLength = uint8(head >> 16);
        record.beneficiary = _text(blob, offset, beneficiaryLength);
        record.message = _text(blob, offset + beneficiaryLength, uint16(head));
    }

    /// @notice Whom the certificate belongs to, out of a record's contract.
    function recipientOf(address pointer) internal view returns (address recipient) {
        assembly ("memory-safe") {
            extcodecopy(pointer, 0, 32, 20)
            recipient := shr(96, mload(0))
        }
    }

    function _head(address retiree, Retirement calldata retirement, uint256 lots) private view returns (uint256) {
        return
            (VERSION << 240) |
            (uint256(uint160(retiree)) << 80) |
            (uint256(uint40(block.timestamp)) << 40) |
            (uint256(retirement.purpose) << 32) |
            (lots << 24) |
            (bytes(retirement.beneficiary).length << 16) |
            bytes(retirement.message).length;
    }

    /// @dev 34 bytes as one word and two bytes: 144 bits of batch, 64 of amount, 64 of serial.
    function _packLot(bytes memory packed, uint256 offset, Lot calldata lot) private pure {
        uint256 first = (lot.batchId << 112) | (uint256(lot.amountKg) << 48) | (lot.serialStart >> 16);
        uint256 last = lot.serialStart;
        assembly ("memory-safe") {
            let target := add(add(packed, 0x20), offset)
            mstore(target, first)
            mstore8(add(target, 32), shr(8, last))
            mstore8(add(target, 33), last)
        }
    }

    /// @dev `size` bytes at `offset` as a number; `size` is 1 to 32 and the bytes are there.
    function _word(bytes memory blob, uint256 offset, uint256 size) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := shr(sub(256, mul(8, size)), mload(add(add(blob, 0x20), offset)))
        }
    }

    function _text(bytes memory blob, uint256 offset, uint256 length) private pure returns (string memory text) {
        text = new string(length);
        assembly ("memory-safe") {
            mcopy(add(text, 0x20), add(add(blob, 0x20), offset), length)
        }
    }
}
