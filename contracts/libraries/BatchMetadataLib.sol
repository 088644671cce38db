// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {Batch} from "../types/Batch.sol";
import {Condition} from "../types/Condition.sol";
import {Methodology} from "../types/Methodology.sol";
import {AcceptedReport} from "../types/Report.sol";
import {CidLib} from "./CidLib.sol";
import {DateLib} from "./DateLib.sol";
import {JsonLib} from "./JsonLib.sol";
import {NamesLib} from "./NamesLib.sol";

/// @title BatchMetadataLib
/// @notice A batch's ERC-1155 metadata. Amounts are decimal strings in kg; periods are half open.
library BatchMetadataLib {
    /// @notice `data:application/json;base64,` with the batch's numbers and where they come from.
    function uri(
        bytes32 reportId,
        AcceptedReport memory report,
        Batch memory batch,
        Methodology memory methodology,
        Condition condition
    ) internal pure returns (string memory) {
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
            _amounts(batch),
            ",",
            JsonLib.text("condition", NamesLib.condition(condition)),
            "}}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _origin(
        bytes32 reportId,
        AcceptedReport memory report,
        Methodology memory methodology
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

    function _amounts(Batch memory batch) private pure returns (string memory) {
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
