// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Report, ReportKind, SignerSignature} from "../../../contracts/types/Report.sol";
import {Purpose, Retirement} from "../../../contracts/types/Retirement.sol";
import {RegistriesTest} from "./RegistriesTest.sol";
import {vm} from "./Vm.sol";

/// @notice The registries with an oracle of four operators (quorum three), credits, and one active project for each
/// methodology, of 256 level-12 cells at edge level 20.
abstract contract CreditsTest is RegistriesTest {
    uint64 internal constant NEXT_8 = AT_8 + 0x2000_0000_0000;
    /// @dev 256 level-12 cells of 65,536 level-20 cells of 77 m2.
    uint64 internal constant CLAIMED_M2 = 256 * 65_536 * 77;

    uint64 internal forest;
    uint64 internal paddy;

    /// @dev Keys of the operators, ascending by address.
    uint256[] internal keys;

    function setUp() public virtual override {
        super.setUp();
        for (uint256 key = 1; key <= 4; ++key) _insert(key);
        operators.announce(operatorAddresses(), 3);
        for (uint256 i = 0; i < keys.length; ++i) stakes.deposit{value: STAKE}(vm.addr(keys[i]));
        stakes.deposit{value: STAKE}(verifier);
        forest = activeProject(1, AT_8, type(uint256).max);
        paddy = activeProject(2, NEXT_8, type(uint256).max);
    }

    function operatorAddresses() internal view returns (address[] memory list) {
        list = new address[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) list[i] = vm.addr(keys[i]);
    }

    /// @dev A report of a year for 129,000 ha that the oracle accepts: 6,450,000 t is the plausible maximum.
    function draft(uint64 projectId) internal view returns (Report memory) {
        uint40 last = projects.terms(projectId).lastPeriodEnd;
        uint40 start = last == 0 ? CREDITING_START : last;
        return
            Report({
                projectId: projectId,
                methodologyId: projects.terms(projectId).methodologyId,
                kind: ReportKind.Credit,
                periodStart: start,
                periodEnd: start + 365 days,
                measuredKg: 1_000_000,
                baselineKg: 200_000,
                leakageKg: 10_000,
                lossKg: 0,
                halfWidthKg: 100_000,
                claimedM2: CLAIMED_M2,
                observedM2: CLAIMED_M2,
                groundRoot: rootOf(projectId),
                evidence: keccak256(abi.encode(projectId, start)),
                previous: oracle.latestReport(projectId),
                verifier: verifier,
                operatorSet: operators.operatorSet(),
                expiry: uint40(block.timestamp) + 30 days
            });
    }

    /// @dev Another set takes the place of the one in force, after its delay.
    function replaceOperators(address[] memory list, uint8 quorum) internal {
        operators.announce(list, quorum);
        pass(operators.DELAY());
        operators.enact();
    }

    /// @dev Asked from outside: within a function the compiler takes the time for a constant.
    function time() external view returns (uint256) {
        return block.timestamp;
    }

    function pass(uint256 duration) internal {
        vm.warp(this.time() + duration);
    }

    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Signatures of the first operators, as many as asked for.
    function signatures(bytes32 digest, uint256 count) internal view returns (SignerSignature[] memory list) {
        list = new SignerSignature[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = SignerSignature({signer: vm.addr(keys[i]), signature: sign(keys[i], digest)});
        }
    }

    function post(Report memory report) internal returns (bytes32) {
        bytes32 digest = oracle.hashReport(report);
        return oracle.post(report, signatures(digest, 3), sign(VERIFIER_KEY, digest));
    }

    /// @dev Expects the post of this report, signed in full, to revert with this error.
    function postReverts(Report memory report, bytes memory reason) internal {
        bytes32 digest = oracle.hashReport(report);
        SignerSignature[] memory signed = signatures(digest, 3);
        bytes memory verified = sign(VERIFIER_KEY, digest);
        vm.expectRevert(reason);
        oracle.post(report, signed, verified);
    }

    function issue(uint64 projectId) internal returns (uint256 batchId) {
        bytes32 reportId = post(draft(projectId));
        pass(7 days);
        return credit.issue(reportId);
    }

    /// @dev The certificate goes to the developer, who holds what is issued here.
    function words(string memory beneficiary, string memory message) internal view returns (Retirement memory) {
        return
            Retirement({purpose: Purpose.Voluntary, recipient: developer, beneficiary: beneficiary, message: message});
    }

    function _insert(uint256 key) private {
        keys.push(key);
        for (uint256 i = keys.length - 1; i > 0 && vm.addr(keys[i - 1]) > vm.addr(keys[i]); --i) {
            (keys[i - 1], keys[i]) = (keys[i], keys[i - 1]);
        }
    }
}
