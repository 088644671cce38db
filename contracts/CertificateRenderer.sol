// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {ICarbonCredit} from "./interfaces/ICarbonCredit.sol";
import {ICertificateRenderer} from "./interfaces/ICertificateRenderer.sol";
import {BatchIdLib} from "./libraries/BatchIdLib.sol";
import {CertificateImageLib} from "./libraries/CertificateImageLib.sol";
import {CidLib} from "./libraries/CidLib.sol";
import {DateLib} from "./libraries/DateLib.sol";
import {JsonLib} from "./libraries/JsonLib.sol";
import {NamesLib} from "./libraries/NamesLib.sol";
import {Lot} from "./types/Batch.sol";
import {CertificateRecord} from "./types/CertificateRecord.sol";
import {Condition} from "./types/Condition.sol";

/// @title CertificateRenderer
/// @dev Documented in ICertificateRenderer.
contract CertificateRenderer is ICertificateRenderer {
    /// @inheritdoc ICertificateRenderer
    function tokenURI(
        ICarbonCredit credit,
        uint256 certificateId,
        CertificateRecord calldata record,
        Condition condition
    ) external view returns (string memory) {
        string[] memory cids = new string[](record.lots.length);
        uint256 totalKg = 0;
        for (uint256 i = 0; i < cids.length; ++i) {
            bytes32 reportId = credit.reportOf(record.lots[i].batchId);
            cids[i] = CidLib.cid(CidLib.DAG_PB, credit.oracle().getReport(reportId).evidence);
            totalKg += record.lots[i].amountKg;
        }
        string memory image = CertificateImageLib.svg(certificateId, record, totalKg, condition, cids);
        string memory json = string.concat(
            '{"name":"Sixfold retirement certificate ',
            Strings.toString(certificateId),
            '","description":"Carbon credits retired for good. Beneficiary and message are the words of the retiree.",',
            '"image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(image)),
            '","attributes":[',
            _attributes(record, totalKg, condition),
            '],"properties":{',
            _texts(record),
            ',"lots":[',
            _lots(record.lots, cids),
            "]}}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _attributes(
        CertificateRecord calldata record,
        uint256 totalKg,
        Condition condition
    ) private pure returns (string memory) {
        return
            string.concat(
                JsonLib.attribute("Amount (t CO2e)", NamesLib.tonnes(totalKg)),
                ",",
                JsonLib.attribute("Purpose", NamesLib.purpose(record.purpose)),
                ",",
                JsonLib.attribute("Retired", DateLib.dateTime(record.retiredAt)),
                ",",
                JsonLib.attribute("Status", NamesLib.condition(condition))
            );
    }

    function _texts(CertificateRecord calldata record) private pure returns (string memory) {
        return
            string.concat(
                JsonLib.text("retiree", Strings.toChecksumHexString(record.retiree)),
                ",",
                JsonLib.text("recipient", Strings.toChecksumHexString(record.recipient)),
                ",",
                JsonLib.stranger("beneficiary", record.beneficiary),
                ",",
                JsonLib.stranger("message", record.message)
            );
    }

    function _lots(Lot[] calldata lots, string[] memory cids) private pure returns (string memory json) {
        for (uint256 i = 0; i < lots.length; ++i) {
            json = string.concat(json, i == 0 ? "{" : ",{", _lot(lots[i]), ",", JsonLib.text("evidence", cids[i]), "}");
        }
    }

    function _lot(Lot calldata lot) private pure returns (string memory) {
        (uint64 projectId, uint40 periodStart, uint40 periodEnd) = BatchIdLib.split(lot.batchId);
        string memory batch = string.concat(
            JsonLib.number("batchId", lot.batchId),
            ",",
            JsonLib.number("projectId", projectId),
            ",",
            JsonLib.text("vintageStart", DateLib.dateTime(periodStart)),
            ",",
            JsonLib.text("vintageEnd", DateLib.dateTime(periodEnd))
        );
        return
            string.concat(
                batch,
                ",",
                JsonLib.number("amountKg", lot.amountKg),
                ",",
                JsonLib.number("serialStart", lot.serialStart),
                ",",
                JsonLib.number("serialEnd", uint256(lot.serialStart) + lot.amountKg)
            );
    }
}
