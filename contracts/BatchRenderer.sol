// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IBatchRenderer} from "./interfaces/IBatchRenderer.sol";
import {CidLib} from "./libraries/CidLib.sol";
import {DateLib} from "./libraries/DateLib.sol";
import {JsonLib} from "./libraries/JsonLib.sol";
import {NamesLib} from "./libraries/NamesLib.sol";
import {Batch} from "./types/Batch.sol";
import {Condition} from "./types/Condition.sol";
import {Methodology} from "./types/Methodology.sol";
import {AcceptedReport} from "./types/Report.sol";

/// @title BatchRenderer
/// @dev Documented in IBatchRenderer.
contract BatchRenderer is IBatchRenderer {
    /// @inheritdoc IBatchRenderer
    function batchURI(
        bytes32 reportId,
        AcceptedReport calldata report,
        Batch calldata batch,
        Methodology calldata methodology,
        Condition condition
    ) external pure returns (string memory) {
        string memory projectId = Strings.toString(report.projectId);
        string memory json = string.concat(
            '{"name":"Sixfold credit, project ',
            projectId,
            ", ",
            DateLib.date(report.periodStart),
            " until ",
            DateLib.date(report.periodEnd),
            '","description":"Carbon credits of one report. One unit is 1 kg CO2e; 1000 units are one credit.",',
            '"decimals":3,"properties":{',
            _origin(reportId, report, methodology),
            ",",
            _measured(report),
            ",",
            _amounts(batch),
            ",",
            JsonLib.text("condition", NamesLib.condition(condition)),
            "}}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _origin(
        bytes32 reportId,
        AcceptedReport calldata report,
        Methodology calldata methodology
    ) private pure returns (string memory) {
        string memory about = string.concat(
            JsonLib.number("projectId", report.projectId),
            ",",
            JsonLib.text("vintageStart", DateLib.dateTime(report.periodStart)),
            ",",
            JsonLib.text("vintageEnd", DateLib.dateTime(report.periodEnd)),
            ",",
            JsonLib.number("methodologyId", report.methodologyId)
        );
        return
            string.concat(
                about,
                ",",
                JsonLib.stranger("methodology", methodology.name),
                ",",
                JsonLib.stranger("methodologyVersion", methodology.version),
                ",",
                JsonLib.text("reportId", Strings.toHexString(uint256(reportId), 32)),
                ",",
                JsonLib.text("evidence", CidLib.cid(CidLib.DAG_PB, report.evidence))
            );
    }

    function _measured(AcceptedReport calldata report) private pure returns (string memory) {
        string memory amounts = string.concat(
            JsonLib.number("measuredKg", report.measuredKg),
            ",",
            JsonLib.number("baselineKg", report.baselineKg),
            ",",
            JsonLib.number("leakageKg", report.leakageKg),
            ",",
            JsonLib.number("halfWidthKg", report.halfWidthKg)
        );
        return
            string.concat(
                amounts,
                ",",
                JsonLib.number("claimedM2", report.claimedM2),
                ",",
                JsonLib.number("observedM2", report.observedM2)
            );
    }

    function _amounts(Batch calldata batch) private pure returns (string memory) {
        return
            string.concat(
                JsonLib.number("issuedKg", batch.issuedKg),
                ",",
                JsonLib.number("bufferedKg", batch.bufferedKg),
                ",",
                JsonLib.number("retiredKg", batch.retiredKg),
                ",",
                JsonLib.number("cancelledKg", batch.cancelledKg)
            );
    }
}
