// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountLib} from "../libraries/AccountLib.sol";
import {CidLib} from "../libraries/CidLib.sol";
import {CreatedAddressLib} from "../libraries/CreatedAddressLib.sol";
import {DateLib} from "../libraries/DateLib.sol";
import {DeductionLib} from "../libraries/DeductionLib.sol";
import {NamesLib} from "../libraries/NamesLib.sol";
import {TextLib} from "../libraries/TextLib.sol";
import {WrapLib} from "../libraries/WrapLib.sol";
import {Account} from "../types/Account.sol";
import {DeductionForm, MethodologyTerms} from "../types/Methodology.sol";
import {Report} from "../types/Report.sol";

/// @title LibrariesMock
/// @notice Shows internal libraries to tests.
contract LibrariesMock {
    struct DeductionCase {
        uint64 grossKg;
        uint64 halfWidthKg;
        DeductionForm form;
        uint32 zPpm;
    }

    function deductAll(
        DeductionCase[] calldata cases
    ) external pure returns (uint256[] memory deductionsKg, uint256[] memory lossesKg) {
        deductionsKg = new uint256[](cases.length);
        lossesKg = new uint256[](cases.length);
        for (uint256 i = 0; i < cases.length; ++i) {
            DeductionCase calldata c = cases[i];
            deductionsKg[i] = DeductionLib.deduct(c.grossKg, c.halfWidthKg, c.form, c.zPpm);
            lossesKg[i] = DeductionLib.deductLoss(c.grossKg, c.halfWidthKg, c.form, c.zPpm);
        }
    }

    /// @dev What each of a project's reports earns, in order, and its account after the last.
    function creditAll(
        Report[] calldata reports,
        MethodologyTerms calldata methodology
    ) external pure returns (uint64[] memory netsKg, Account memory account, uint64 earnedKg) {
        netsKg = new uint64[](reports.length);
        for (uint256 i = 0; i < reports.length; ++i) {
            (account, , netsKg[i]) = AccountLib.credit(account, reports[i], methodology);
        }
        (, earnedKg) = AccountLib.earned(account, methodology);
    }

    /// @dev What each report lost on the whole.
    function netLosses(
        Report[] calldata reports,
        MethodologyTerms calldata methodology
    ) external pure returns (uint64[] memory lossesKg) {
        lossesKg = new uint64[](reports.length);
        for (uint256 i = 0; i < reports.length; ++i) lossesKg[i] = AccountLib.netLoss(reports[i], methodology);
    }

    /// @dev An account after a report and without it again.
    function creditAndStrike(
        Account calldata before,
        Report calldata report,
        MethodologyTerms calldata methodology
    ) external pure returns (Account memory) {
        (Account memory grown, , uint64 netKg) = AccountLib.credit(before, report, methodology);
        return AccountLib.minus(grown, report, netKg);
    }

    function cid(bytes1 codec, bytes32 digest) external pure returns (string memory) {
        return CidLib.cid(codec, digest);
    }

    function dateTime(uint40 timestamp) external pure returns (string memory) {
        return DateLib.dateTime(timestamp);
    }

    function tonnes(uint256 kg) external pure returns (string memory) {
        return NamesLib.tonnes(kg);
    }

    function clean(bytes calldata text) external pure returns (bytes memory) {
        return bytes(TextLib.clean(string(text)));
    }

    function isVisible(bytes calldata text) external pure returns (bool) {
        return TextLib.isVisible(string(text));
    }

    function xml(string calldata text) external pure returns (string memory) {
        return TextLib.xml(text);
    }

    function wrap(string calldata text, uint256 width, uint256 lines) external pure returns (string[] memory) {
        return WrapLib.wrap(text, width, lines);
    }

    function createAddress(address creator, uint256 nonce) external pure returns (address) {
        return CreatedAddressLib.addressOf(creator, nonce);
    }
}
