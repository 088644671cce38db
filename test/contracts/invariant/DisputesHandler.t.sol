// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Disputes} from "../../../contracts/Disputes.sol";
import {OperatorRegistry} from "../../../contracts/OperatorRegistry.sol";
import {ProjectRegistry} from "../../../contracts/ProjectRegistry.sol";
import {Stakes} from "../../../contracts/Stakes.sol";
import {VerificationOracle} from "../../../contracts/VerificationOracle.sol";
import {Challenge, Resolution, Ruling} from "../../../contracts/types/Challenge.sol";
import {ProjectTerms} from "../../../contracts/types/Project.sol";
import {Report, ReportKind, ReportState, SignerSignature} from "../../../contracts/types/Report.sol";
import {vm} from "../utils/Vm.sol";

/// @notice One project's reports: posted, challenged, decided or left, by people who pay stakes in and out.
contract DisputesHandler {
    uint256 private constant VERIFIER_KEY = 0xA11CE;
    address private constant CHALLENGER = address(0xC4A11);

    VerificationOracle private immutable _oracle;
    OperatorRegistry private immutable _operators;
    ProjectRegistry private immutable _projects;
    Stakes private immutable _stakes;
    Disputes private immutable _disputes;
    uint64 private immutable _projectId;
    bytes32 private immutable _groundRoot;
    uint256[] private _keys;

    uint256 public depositedWei;
    uint256 public withdrawnWei;
    uint256 public openBondsWei;
    uint40 public standingUntil;

    Report private _last;
    uint256 private _posted;

    constructor(
        VerificationOracle oracle,
        OperatorRegistry operators,
        ProjectRegistry projects,
        Stakes stakes,
        Disputes disputes,
        uint64 projectId,
        bytes32 groundRoot,
        uint256[] memory keys
    ) {
        (_oracle, _operators, _projects, _stakes, _disputes) = (oracle, operators, projects, stakes, disputes);
        (_projectId, _groundRoot, _keys) = (projectId, groundRoot, keys);
        vm.deal(address(this), 1_000_000 ether);
        vm.deal(CHALLENGER, 1_000_000 ether);
    }

    /// @notice Everybody who may have something at stake here.
    function accounts() public view returns (address[] memory list) {
        list = new address[](_keys.length + 3);
        for (uint256 i = 0; i < _keys.length; ++i) list[i] = vm.addr(_keys[i]);
        list[_keys.length] = vm.addr(VERIFIER_KEY);
        list[_keys.length + 1] = CHALLENGER;
        list[_keys.length + 2] = _projects.terms(_projectId).owner;
    }

    function pass(uint32 duration) external {
        vm.warp(block.timestamp + (duration % 20 days));
    }

    function deposit(uint8 who, uint64 amountWei) external {
        address[] memory list = accounts();
        _deposit(list[who % list.length], uint256(amountWei) + 1);
    }

    function withdraw(uint8 who, uint8 part) external {
        address[] memory list = accounts();
        address account = list[who % list.length];
        (uint96 amount, uint40 heldUntil) = _stakes.stakeOf(account);
        uint256 taken = amount / (uint256(part) + 1);
        if (taken == 0 || block.timestamp < heldUntil) return;

        vm.prank(account);
        _stakes.withdraw(taken, payable(account));
        withdrawnWei += taken;
    }

    function post(uint32 measuredKg) external {
        ProjectTerms memory project = _projects.terms(_projectId);
        if (_oracle.isUndecided(_projectId)) return;
        uint40 start = project.lastPeriodEnd == 0 ? project.creditingStart : project.lastPeriodEnd;
        if (start + 1 days > block.timestamp) return;

        _topUp();
        _last = Report({
            projectId: _projectId,
            methodologyId: project.methodologyId,
            kind: ReportKind.Credit,
            periodStart: start,
            periodEnd: start + 1 days,
            measuredKg: measuredKg % 1_000_000,
            baselineKg: 1_000,
            leakageKg: 0,
            lossKg: 0,
            halfWidthKg: 0,
            claimedM2: project.areaM2,
            observedM2: project.areaM2,
            groundRoot: _groundRoot,
            evidence: keccak256(abi.encode(++_posted)),
            previous: _oracle.latestReport(_projectId),
            verifier: vm.addr(VERIFIER_KEY),
            operatorSet: _operators.operatorSet(),
            expiry: uint40(block.timestamp) + 1 days
        });
        bytes32 reportId = _oracle.hashReport(_last);
        _oracle.post(_last, _signatures(reportId, 3), _sign(VERIFIER_KEY, reportId));
        standingUntil = _last.periodEnd;
    }

    function challenge(bytes32 evidence) external {
        bytes32 reportId = _oracle.latestReport(_projectId);
        if (reportId == 0 || _oracle.getReport(reportId).state != ReportState.Pending) return;
        // Ten times are a thousand bonds.
        if (!_oracle.isUndecided(_projectId) || _disputes.rounds(reportId) > 10) return;

        uint96 bond = _disputes.bondFor(reportId);
        vm.prank(CHALLENGER);
        _disputes.challenge{value: bond}(reportId, evidence | bytes32(uint256(1)));
        depositedWei += bond;
        openBondsWei += bond;
    }

    function resolve(bool upheld, uint8 signers) external {
        bytes32 reportId = _oracle.latestReport(_projectId);
        Challenge memory open = _disputes.challengeOf(reportId);
        if (open.deadline == 0 || block.timestamp >= open.deadline) return;

        Resolution memory resolution = Resolution({
            reportId: reportId,
            challengeId: _disputes.challengeIdOf(reportId),
            ruling: upheld ? Ruling.Upheld : Ruling.Struck,
            evidence: keccak256("run again"),
            operatorSet: _operators.operatorSet(),
            expiry: uint40(block.timestamp)
        });
        bytes32 digest = _disputes.hashResolution(resolution);
        if (signers % 4 == 0) vm.expectRevert();
        _disputes.resolve(_last, resolution, _signatures(digest, signers % 4 == 0 ? 3 : 4));
        if (signers % 4 == 0) return;
        openBondsWei -= open.bond;
        if (!upheld) _takeBack();
    }

    function silence() external {
        bytes32 reportId = _oracle.latestReport(_projectId);
        Challenge memory open = _disputes.challengeOf(reportId);
        if (open.deadline == 0 || block.timestamp < open.deadline) return;

        _disputes.resolveBySilence(_last);
        openBondsWei -= open.bond;
        _takeBack();
    }

    /// @dev The last report is as if it had never been: what stands ends where it began.
    function _takeBack() private {
        standingUntil = _last.periodStart == _projects.terms(_projectId).creditingStart ? 0 : _last.periodStart;
    }

    /// @dev Signers have what they must have.
    function _topUp() private {
        uint96 least = _stakes.leastStake();
        for (uint256 i = 0; i <= _keys.length; ++i) {
            address signer = i < _keys.length ? vm.addr(_keys[i]) : vm.addr(VERIFIER_KEY);
            (uint96 amount, ) = _stakes.stakeOf(signer);
            if (amount < least) _deposit(signer, least - amount);
        }
    }

    function _deposit(address account, uint256 amountWei) private {
        _stakes.deposit{value: amountWei}(account);
        depositedWei += amountWei;
    }

    function _signatures(bytes32 digest, uint256 count) private view returns (SignerSignature[] memory list) {
        list = new SignerSignature[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = SignerSignature({signer: vm.addr(_keys[i]), signature: _sign(_keys[i], digest)});
        }
    }

    function _sign(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
