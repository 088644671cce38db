// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";

import {ICarbonCredit} from "../../contracts/interfaces/ICarbonCredit.sol";
import {IRetirementCertificate} from "../../contracts/interfaces/IRetirementCertificate.sol";
import {Lot} from "../../contracts/types/Batch.sol";
import {Purpose, Retirement} from "../../contracts/types/Retirement.sol";
import {PermanenceTest} from "./utils/PermanenceTest.sol";
import {vm} from "./utils/Vm.sol";

/// @notice What contracts draw of batches and certificates, and what they refuse to retire.
contract DrawingTest is PermanenceTest {
    bytes private constant HEAD = "data:application/json;base64,";
    bytes private constant IMAGE = '"image":"data:image/svg+xml;base64,';

    uint256 private _forest;
    uint256 private _paddy;

    function setUp() public override {
        super.setUp();
        (_forest, _paddy) = (issue(forest), issue(paddy));
        observeNow(forest);
    }

    function test_L9_a_batch_tells_its_amounts_and_how_it_fares() public {
        _has(_json(credit.uri(_forest)), '"condition":"sound"');
        _has(_json(credit.uri(_paddy)), '"issuedKg":"758120","bufferedKg":"0","retiredKg":"0","cancelledKg":"0"');
        open(alertOf(forest, 1_000));
        _has(_json(credit.uri(_forest)), '"condition":"at risk"');
        confirm(alertOf(forest, 2_000));
        bufferPool.settle(forest, 9);
        vm.warp(monitor.watch(forest).deadline);
        _has(_json(credit.uri(_forest)), '"condition":"deficit"');
    }

    function test_L9_a_certificate_tells_status_purpose_and_words_today() public {
        string[4] memory purposes = ["voluntary", "compliance", "CORSIA", "other"];
        for (uint256 i = 0; i < 4; ++i) {
            Retirement memory said = words(unicode'株式会社 "6" & <b>', "a\\b 'c' >");
            said.purpose = Purpose(i);
            vm.prank(developer);
            bytes memory json = _json(certificates.tokenURI(credit.retire(_forest, 25_001, said)));
            _has(json, bytes.concat('{"trait_type":"Purpose","value":"', bytes(purposes[i]), '"}'));
            _has(json, unicode'"beneficiary":"株式会社 \\"6\\" & <b>"');
            bytes memory svg = _picture(json);
            _has(svg, unicode"株式会社 &quot;6&quot; &amp; &lt;b&gt;</text>");
            _has(svg, "&#39;c&#39; &gt;</text>");
            _has(svg, ">25.001 t CO2e</text>");
        }
        vm.warp(this.time() + 366 days);
        _has(_json(certificates.tokenURI(1)), '"trait_type":"Status","value":"unmonitored"');
        observeNow(forest);
        confirm(alertOf(forest, 10));
        bufferPool.settle(forest, 9);
        _has(_json(certificates.tokenURI(1)), '"trait_type":"Status","value":"compensated"');
    }

    function test_L9_a_certificate_draws_four_lots_and_counts_the_rest() public {
        pass(1_500 days);
        uint256[] memory ids = new uint256[](6);
        for (uint256 i = 0; i < 6; ++i) ids[i] = i == 0 ? _paddy : issue(paddy);
        uint64[] memory amounts = new uint64[](6);
        for (uint256 i = 0; i < 6; ++i) amounts[i] = uint64(i + 1);
        vm.prank(developer);
        uint256 id = credit.retireMany(ids, amounts, words("b", ""));
        bytes memory json = _json(certificates.tokenURI(id));
        _has(json, '"amountKg":"6","serialStart":"0","serialEnd":"6"');
        bytes memory svg = _picture(json);
        _has(svg, ">0.004 t CO2e, serials 0 to 3</text>");
        _has(svg, ">and 2 more batches</text>");
        require(!_contains(svg, ">0.005 t CO2e"), "the fifth is not drawn");
        require(certificates.totalKg(id) == 21, "but counted");
    }

    /// @dev No glyph leaves its window: text is wrapped by its widths and ends in an ellipsis where there is more.
    function test_L9_long_words_are_wrapped_and_cut() public {
        bytes memory wide = bytes(unicode"東京都港区、環境🌳👨‍👩‍👧株式会社。");
        bytes memory long = wide;
        while (long.length + wide.length <= 128) long = bytes.concat(long, wide);
        bytes memory message = "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww ";
        message = bytes.concat(message, message, message);
        vm.prank(developer);
        uint256 id = credit.retire(_paddy, 1, words(string(long), string(message)));
        _has(_picture(_json(certificates.tokenURI(id))), unicode"…</text>");
    }

    function test_L9_what_can_not_be_read_is_not_retired() public {
        uint256 most = 128;
        _refuse(
            1,
            words("", ""),
            abi.encodeWithSelector(ICarbonCredit.CarbonCreditBeneficiaryLength.selector, 0, most)
        );
        string memory long = string(new bytes(most + 1));
        bytes memory tooLong = abi.encodeWithSelector(
            ICarbonCredit.CarbonCreditBeneficiaryLength.selector,
            most + 1,
            most
        );
        _refuse(1, words(long, ""), tooLong);
        most = 280;
        long = string(new bytes(most + 1));
        bytes memory tooMuch = abi.encodeWithSelector(ICarbonCredit.CarbonCreditMessageLength.selector, most + 1, most);
        _refuse(1, words("b", long), tooMuch);
        _refuse(0, words("b", ""), abi.encodeWithSelector(ICarbonCredit.CarbonCreditAmountZero.selector, _paddy));
    }

    function test_L9_lots_are_named_once_each_with_an_amount() public {
        _refuseMany(
            new uint256[](0),
            new uint64[](0),
            abi.encodeWithSelector(ICarbonCredit.CarbonCreditLotCount.selector, 0, 64)
        );
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (_paddy, _forest);
        _refuseMany(
            ids,
            new uint64[](1),
            abi.encodeWithSelector(ICarbonCredit.CarbonCreditLengthMismatch.selector, 2, 1)
        );
        uint64[] memory amounts = new uint64[](2);
        (amounts[0], amounts[1]) = (1, 1);
        _refuseMany(
            ids,
            amounts,
            abi.encodeWithSelector(ICarbonCredit.CarbonCreditBatchesUnsorted.selector, _paddy, _forest)
        );
    }

    function test_L9_only_credits_make_certificates() public {
        vm.expectRevert(
            abi.encodeWithSelector(IRetirementCertificate.RetirementCertificateNotCredit.selector, address(this))
        );
        certificates.mint(developer, words("b", ""), new Lot[](1));
    }

    function _refuse(uint64 amountKg, Retirement memory said, bytes memory reason) private {
        vm.prank(developer);
        vm.expectRevert(reason);
        credit.retire(_paddy, amountKg, said);
    }

    function _refuseMany(uint256[] memory ids, uint64[] memory amounts, bytes memory reason) private {
        Retirement memory said = words("b", "");
        vm.prank(developer);
        vm.expectRevert(reason);
        credit.retireMany(ids, amounts, said);
    }

    function _json(string memory uri) private pure returns (bytes memory) {
        bytes memory whole = bytes(uri);
        for (uint256 i = 0; i < HEAD.length; ++i) require(whole[i] == HEAD[i], "a data URI");
        return Base64.decode(string(_cut(whole, HEAD.length, whole.length)));
    }

    function _picture(bytes memory json) private pure returns (bytes memory) {
        uint256 from = _find(json, IMAGE) + IMAGE.length;
        uint256 to = from;
        while (json[to] != '"') ++to;
        return Base64.decode(string(_cut(json, from, to)));
    }

    function _has(bytes memory text, bytes memory part) private pure {
        require(_contains(text, part), string(bytes.concat(part, " is not in ", text)));
    }

    function _contains(bytes memory text, bytes memory part) private pure returns (bool) {
        return _find(text, part) < text.length;
    }

    /// @dev Where a part begins; the text's length where it does not.
    function _find(bytes memory text, bytes memory part) private pure returns (uint256) {
        bytes32 wanted = keccak256(part);
        for (uint256 i = 0; i + part.length <= text.length; ++i) {
            if (text[i] != part[0]) continue;
            bytes32 found;
            assembly ("memory-safe") {
                found := keccak256(add(add(text, 0x20), i), mload(part))
            }
            if (found == wanted) return i;
        }
        return text.length;
    }

    function _cut(bytes memory text, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        for (uint256 i = from; i < to; ++i) part[i - from] = text[i];
    }
}
