// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {ICarbonCredit} from "../../contracts/interfaces/ICarbonCredit.sol";
import {SignerMock} from "../../contracts/mocks/SignerMock.sol";
import {CertificateRecord} from "../../contracts/types/CertificateRecord.sol";
import {Retirement, RetirementRequest} from "../../contracts/types/Retirement.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {vm} from "./utils/Vm.sol";

/// @notice Retiring for a holder: with its approval, or with its signature.
contract RetiringTest is CreditsTest {
    uint256 private constant HOLDER_KEY = 0xB0B;
    uint64 private constant HELD_KG = 1_000;

    address private _holder = vm.addr(HOLDER_KEY);
    address private _friend = address(0xF0);
    address private _thief = address(0xBAD);
    uint256 private _first;
    uint256 private _second;

    function setUp() public override {
        super.setUp();
        (_first, _second) = (issue(forest), issue(paddy));
        vm.startPrank(developer);
        credit.safeTransferFrom(developer, _holder, _first, HELD_KG, "");
        credit.safeTransferFrom(developer, _holder, _second, HELD_KG, "");
        vm.stopPrank();
    }

    function test_L8_an_approved_account_retires_for_the_holder() public {
        (uint256[] memory ids, uint64[] memory amounts) = _lots();
        _approve(other);
        vm.prank(other);
        uint256 id = credit.retireFrom(_holder, ids, amounts, _to(_holder));
        CertificateRecord memory record = certificates.record(id);
        require(record.retiree == _holder && certificates.ownerOf(id) == _holder, "the holder's certificate");
        require(record.lots.length == 2 && credit.balanceOf(_holder, _first) == HELD_KG - 5, "retired");
        vm.prank(_holder);
        credit.setApprovalForAll(other, false);
        _refuses(other, _to(_holder), abi.encodeWithSelector(_MISSING, other, _holder));
    }

    function testFuzz_L8_nobody_retires_for_a_holder_unasked(address caller, address recipient) public {
        vm.assume(caller != _holder);
        _refuses(caller, _to(recipient), abi.encodeWithSelector(_MISSING, caller, _holder));
    }

    function test_L9_an_approved_account_can_not_take_the_certificate() public {
        _approve(_thief);
        _refuses(_thief, _to(_thief), _notNamed(_thief, address(0)));
        vm.prank(_holder);
        credit.nameRecipient(_friend);
        _refuses(_thief, _to(_thief), _notNamed(_thief, _friend));
        (uint256[] memory ids, uint64[] memory amounts) = _lots();
        vm.startPrank(_thief);
        require(certificates.ownerOf(credit.retireFrom(_holder, ids, amounts, _to(_friend))) == _friend, "named");
        require(certificates.ownerOf(credit.retireFrom(_holder, ids, amounts, _to(_holder))) == _holder, "itself");
        vm.stopPrank();
        vm.prank(_holder);
        credit.nameRecipient(address(0));
        _refuses(_thief, _to(_friend), _notNamed(_friend, address(0)));
        _refuses(_thief, _to(address(0)), abi.encodeWithSelector(_NOBODY, _holder));
    }

    function test_L9_a_certificate_goes_to_somebody() public {
        vm.prank(_holder);
        vm.expectRevert(abi.encodeWithSelector(_NOBODY, _holder));
        credit.retire(_first, 1, _to(address(0)));
    }

    function testFuzz_L8_anyone_submits_what_the_holder_signed(address submitter, uint256 nonce, uint40 life) public {
        RetirementRequest memory asked = _request(nonce, uint40(block.timestamp) + (life % 365 days));
        bytes memory signature = sign(HOLDER_KEY, credit.hashRequest(asked));
        vm.prank(submitter);
        uint256 id = credit.retireBySignature(asked, signature);
        CertificateRecord memory record = certificates.record(id);
        require(record.retiree == _holder && certificates.ownerOf(id) == _friend, "as signed");
        require(credit.balanceOf(_holder, _first) == HELD_KG - 5, "first");
        require(credit.balanceOf(_holder, _second) == HELD_KG - 7, "second");
        require(credit.nonceUsed(_holder, nonce) && !credit.nonceUsed(submitter, nonce), "the holder's nonce");
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.CarbonCreditNonceUsed.selector, _holder, nonce));
        credit.retireBySignature(asked, signature);
    }

    function test_L8_requests_are_submitted_in_any_order() public {
        RetirementRequest memory earlier = _request(1, uint40(block.timestamp));
        RetirementRequest memory later = _request(2, uint40(block.timestamp));
        bytes memory first = sign(HOLDER_KEY, credit.hashRequest(earlier));
        bytes memory second = sign(HOLDER_KEY, credit.hashRequest(later));
        credit.retireBySignature(later, second);
        credit.retireBySignature(earlier, first);
        require(credit.balanceOf(_holder, _first) == HELD_KG - 10, "both");
    }

    function test_L8_a_request_is_void_after_its_time_and_when_the_holder_says_so() public {
        RetirementRequest memory asked = _request(1, uint40(block.timestamp));
        bytes memory signature = sign(HOLDER_KEY, credit.hashRequest(asked));
        vm.warp(block.timestamp + 1);
        bytes4 expired = ICarbonCredit.CarbonCreditRequestExpired.selector;
        vm.expectRevert(abi.encodeWithSelector(expired, asked.deadline, block.timestamp));
        credit.retireBySignature(asked, signature);

        asked.deadline = type(uint40).max;
        signature = sign(HOLDER_KEY, credit.hashRequest(asked));
        vm.prank(_thief);
        credit.useNonce(1);
        vm.prank(_holder);
        credit.useNonce(1);
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.CarbonCreditNonceUsed.selector, _holder, 1));
        credit.retireBySignature(asked, signature);
    }

    function test_L8_nothing_that_was_signed_can_be_changed() public {
        RetirementRequest memory asked = _request(1, type(uint40).max);
        bytes memory signature = sign(HOLDER_KEY, credit.hashRequest(asked));
        asked.holder = developer;
        _invalid(asked, signature);
        (asked = _request(1, type(uint40).max)).batchIds[1] += 1;
        _invalid(asked, signature);
        (asked = _request(1, type(uint40).max)).amountsKg[0] += 1;
        _invalid(asked, signature);
        (asked = _request(1, type(uint40).max)).retirement.recipient = _thief;
        _invalid(asked, signature);
        (asked = _request(1, type(uint40).max)).retirement.beneficiary = "thief";
        _invalid(asked, signature);
        (asked = _request(1, type(uint40).max)).retirement.message = "stolen";
        _invalid(asked, signature);
        _invalid(_request(2, type(uint40).max), signature);
        _invalid(_request(1, type(uint40).max - 1), signature);
        vm.chainId(7);
        _invalid(_request(1, type(uint40).max), signature);
    }

    function testFuzz_L8_only_the_holder_s_key_signs(uint256 key) public {
        key = 1 + (key % type(uint128).max);
        vm.assume(key != HOLDER_KEY);
        RetirementRequest memory asked = _request(1, type(uint40).max);
        _invalid(asked, sign(key, credit.hashRequest(asked)));
        _invalid(asked, "");
    }

    function test_L8_a_contract_that_holds_is_asked() public {
        SignerMock wallet = new SignerMock();
        // Without a receiver's hook it gets credits by issuance only; the code comes after them.
        address held = address(0xCA11);
        vm.prank(developer);
        credit.safeTransferFrom(developer, held, _first, 10, "");
        vm.etch(held, address(wallet).code);
        RetirementRequest memory asked = _request(1, type(uint40).max);
        asked.holder = held;
        asked.batchIds = new uint256[](1);
        asked.amountsKg = new uint64[](1);
        (asked.batchIds[0], asked.amountsKg[0]) = (_first, 10);
        for (uint8 i = 1; i <= uint8(type(SignerMock.Behaviour).max); ++i) {
            SignerMock(held).setBehaviour(SignerMock.Behaviour(i));
            _invalid(asked, "any");
        }
        SignerMock(held).setBehaviour(SignerMock.Behaviour.Accept);
        require(certificates.record(credit.retireBySignature(asked, "any")).retiree == held, "retired");
    }

    function test_L8_no_power_of_the_governor_stops_any_way_of_retiring() public {
        _approve(other);
        (uint256[] memory ids, uint64[] memory amounts) = _lots();
        RetirementRequest memory asked = _request(1, type(uint40).max);
        bytes memory signature = sign(HOLDER_KEY, credit.hashRequest(asked));
        verifiers.suspend(verifier);
        address[7] memory all = [
            address(credit),
            address(certificates),
            address(oracle),
            address(projects),
            address(methodologies),
            address(verifiers),
            address(ground)
        ];
        for (uint256 i = 0; i < 7; ++i) manager.setTargetClosed(all[i], true);
        vm.startPrank(_holder);
        credit.retire(_first, 1, _to(_holder));
        credit.retireMany(ids, amounts, _to(_holder));
        vm.stopPrank();
        vm.prank(other);
        credit.retireFrom(_holder, ids, amounts, _to(_holder));
        credit.retireBySignature(asked, signature);
        require(certificates.count() == 4, "four ways");
    }

    bytes4 private constant _MISSING = IERC1155Errors.ERC1155MissingApprovalForAll.selector;
    bytes4 private constant _NOBODY = ICarbonCredit.CarbonCreditRecipientMissing.selector;

    function _approve(address account) private {
        vm.prank(_holder);
        credit.setApprovalForAll(account, true);
    }

    function _lots() private view returns (uint256[] memory ids, uint64[] memory amounts) {
        ids = new uint256[](2);
        (ids[0], ids[1]) = (_first, _second);
        amounts = new uint64[](2);
        (amounts[0], amounts[1]) = (5, 7);
    }

    function _to(address recipient) private view returns (Retirement memory retirement) {
        retirement = words("b", "m");
        retirement.recipient = recipient;
    }

    function _request(uint256 nonce, uint40 deadline) private view returns (RetirementRequest memory) {
        (uint256[] memory ids, uint64[] memory amounts) = _lots();
        return
            RetirementRequest({
                holder: _holder,
                batchIds: ids,
                amountsKg: amounts,
                retirement: _to(_friend),
                nonce: nonce,
                deadline: deadline
            });
    }

    function _notNamed(address recipient, address named) private view returns (bytes memory) {
        bytes4 selector = ICarbonCredit.CarbonCreditRecipientNotNamed.selector;
        return abi.encodeWithSelector(selector, _holder, recipient, named);
    }

    function _refuses(address caller, Retirement memory retirement, bytes memory reason) private {
        (uint256[] memory ids, uint64[] memory amounts) = _lots();
        vm.prank(caller);
        vm.expectRevert(reason);
        credit.retireFrom(_holder, ids, amounts, retirement);
    }

    function _invalid(RetirementRequest memory asked, bytes memory signature) private {
        bytes32 digest = credit.hashRequest(asked);
        bytes4 selector = ICarbonCredit.CarbonCreditSignatureInvalid.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, asked.holder, digest));
        credit.retireBySignature(asked, signature);
    }
}
