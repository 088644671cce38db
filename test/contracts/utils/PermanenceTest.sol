// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Alert, Cause} from "../../../contracts/types/Alert.sol";
import {Observation} from "../../../contracts/types/Observation.sol";
import {SignerSignature} from "../../../contracts/types/Report.sol";
import {CreditsTest} from "./CreditsTest.sol";
import {vm} from "./Vm.sol";

/// @notice Alerts and observations of projects with credits.
abstract contract PermanenceTest is CreditsTest {
    uint64 internal constant THIRD_8 = NEXT_8 + 0x2000_0000_0000;

    /// @dev A loss between two looks, the last of them an hour ago.
    function alertOf(uint64 projectId, uint64 lossKg) internal view returns (Alert memory) {
        return
            Alert({
                projectId: projectId,
                cause: Cause.Fire,
                spanStart: uint40(block.timestamp) - 12 days,
                spanEnd: uint40(block.timestamp) - 1 hours,
                lostM2: 100,
                lossKg: lossKg,
                groundRoot: rootOf(projectId),
                evidence: keccak256("fire"),
                operatorSet: operators.operatorSet(),
                expiry: uint40(block.timestamp) + 60 days
            });
    }

    /// @dev All was well in the last twenty days.
    function observationOf(uint64 projectId, bytes32 alertId) internal view returns (Observation memory) {
        return
            Observation({
                projectId: projectId,
                spanStart: uint40(block.timestamp) - 20 days,
                spanEnd: uint40(block.timestamp),
                claimedM2: CLAIMED_M2,
                observedM2: CLAIMED_M2,
                alertId: alertId,
                groundRoot: rootOf(projectId),
                evidence: keccak256("all clear"),
                operatorSet: operators.operatorSet(),
                expiry: uint40(block.timestamp) + 60 days
            });
    }

    function signatureOf(uint256 key, bytes32 digest) internal pure returns (SignerSignature memory) {
        return SignerSignature({signer: vm.addr(key), signature: sign(key, digest)});
    }

    function open(Alert memory alert) internal returns (bytes32) {
        return monitor.open(alert, signatureOf(keys[0], monitor.hashAlert(alert)));
    }

    function openReverts(Alert memory alert, bytes memory reason) internal {
        SignerSignature memory signed = signatureOf(keys[0], monitor.hashAlert(alert));
        vm.expectRevert(reason);
        monitor.open(alert, signed);
    }

    function confirm(Alert memory alert) internal returns (bytes32) {
        return monitor.confirm(alert, signatures(monitor.hashAlert(alert), 3));
    }

    function dismiss(Alert memory alert, Observation memory observation) internal returns (bytes32) {
        return monitor.dismiss(alert, observation, signatures(monitor.hashObservation(observation), 3));
    }

    function dismissReverts(Alert memory alert, Observation memory observation, bytes memory reason) internal {
        SignerSignature[] memory signed = signatures(monitor.hashObservation(observation), 3);
        vm.expectRevert(reason);
        monitor.dismiss(alert, observation, signed);
    }

    function observe(Observation memory observation) internal returns (bytes32) {
        return monitor.observe(observation, signatures(monitor.hashObservation(observation), 3));
    }

    function observeReverts(Observation memory observation, bytes memory reason) internal {
        SignerSignature[] memory signed = signatures(monitor.hashObservation(observation), 3);
        vm.expectRevert(reason);
        monitor.observe(observation, signed);
    }

    function observeNow(uint64 projectId) internal returns (bytes32) {
        return observe(observationOf(projectId, 0));
    }
}
