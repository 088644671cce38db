// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {ICertificatePicture} from "./interfaces/ICertificatePicture.sol";
import {BatchIdLib} from "./libraries/BatchIdLib.sol";
import {CharacterLib} from "./libraries/CharacterLib.sol";
import {DateLib} from "./libraries/DateLib.sol";
import {NamesLib} from "./libraries/NamesLib.sol";
import {TextLib} from "./libraries/TextLib.sol";
import {WrapLib} from "./libraries/WrapLib.sol";
import {Lot} from "./types/Batch.sol";
import {CertificateRecord} from "./types/CertificateRecord.sol";
import {Condition} from "./types/Condition.sol";

/// @title CertificatePicture
/// @dev Documented in ICertificatePicture.
contract CertificatePicture is ICertificatePicture {
    /// @dev Lots drawn; further ones are counted. The JSON has all.
    uint256 private constant MAX_LOTS = 4;

    uint256 private constant LEFT = 60;

    /// @dev From the left margin to the right one.
    uint256 private constant WIDTH = 680;

    /// @inheritdoc ICertificatePicture
    function svg(
        uint256 certificateId,
        CertificateRecord calldata record,
        uint256 totalKg,
        Condition condition,
        string[] calldata cids
    ) external pure returns (string memory) {
        string memory head = string.concat(
            '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="1000" viewBox="0 0 800 1000" role="img" ',
            'font-family="Noto Sans,Noto Sans JP,Helvetica,Arial,sans-serif" fill="#10231b">',
            '<rect width="800" height="1000" fill="#f6f8f4"/><rect x="24" y="24" width="752" height="952" ',
            'fill="none" stroke="#1f6b4a" stroke-width="3"/>'
        );
        return
            string.concat(
                head,
                _line(LEFT, 90, 22, "Sixfold retirement certificate"),
                _line(LEFT, 122, 16, string.concat("No. ", Strings.toString(certificateId))),
                _line(LEFT, 200, 52, string.concat(NamesLib.tonnes(totalKg), " t CO2e")),
                _texts(record),
                _facts(record, condition),
                _lots(record.lots, cids),
                "</svg>"
            );
    }

    function _texts(CertificateRecord calldata record) private pure returns (string memory) {
        return
            string.concat(
                _line(LEFT, 246, 14, "Retired on behalf of"),
                _paragraph(276, 24, 3, record.beneficiary),
                _line(LEFT, 378, 14, "Message of the retiree"),
                _paragraph(404, 18, 5, record.message)
            );
    }

    function _facts(CertificateRecord calldata record, Condition condition) private pure returns (string memory) {
        return
            string.concat(
                _line(LEFT, 540, 14, string.concat("Retired by ", Strings.toChecksumHexString(record.retiree))),
                _line(LEFT, 564, 14, string.concat("Date ", DateLib.dateTime(record.retiredAt))),
                _line(LEFT, 588, 14, string.concat("Purpose ", NamesLib.purpose(record.purpose))),
                _line(LEFT, 612, 14, string.concat("Status today: ", NamesLib.condition(condition)))
            );
    }

    function _lots(Lot[] calldata lots, string[] calldata cids) private pure returns (string memory drawn) {
        uint256 shown = lots.length < MAX_LOTS ? lots.length : MAX_LOTS;
        for (uint256 i = 0; i < shown; ++i) drawn = string.concat(drawn, _lot(lots[i], cids[i], 652 + i * 74));
        if (lots.length > shown) {
            string memory more = string.concat("and ", Strings.toString(lots.length - shown), " more batches");
            drawn = string.concat(drawn, _line(LEFT, 956, 14, more));
        }
    }

    function _lot(Lot calldata lot, string calldata cid, uint256 y) private pure returns (string memory) {
        (uint64 projectId, uint40 periodStart, uint40 periodEnd) = BatchIdLib.split(lot.batchId);
        string memory vintage = string.concat(
            "Project ",
            Strings.toString(projectId),
            ", vintage ",
            DateLib.date(periodStart),
            " until ",
            DateLib.date(periodEnd)
        );
        // A lot has at least one kilogram, so its last serial is there.
        string memory serials = string.concat(
            NamesLib.tonnes(lot.amountKg),
            " t CO2e, serials ",
            Strings.toString(lot.serialStart),
            " to ",
            Strings.toString(uint256(lot.serialStart) + lot.amountKg - 1)
        );
        return
            string.concat(
                _line(LEFT, y, 15, vintage),
                _line(LEFT, y + 21, 14, serials),
                _line(LEFT, y + 41, 13, string.concat("Evidence ", cid))
            );
    }

    /// @dev A stranger's words: wrapped by their widths, in a window of their own, so that no glyph leaves it, however
    /// wide or high a font draws it.
    function _paragraph(
        uint256 y,
        uint256 size,
        uint256 lines,
        string calldata text
    ) private pure returns (string memory drawn) {
        uint256 step = size + 6;
        string[] memory wrapped = WrapLib.wrap(TextLib.clean(text), (WIDTH * CharacterLib.EM) / size, lines);
        for (uint256 i = 0; i < wrapped.length; ++i) {
            drawn = string.concat(drawn, _line(0, (i + 1) * step - 6, size, TextLib.xml(wrapped[i])));
        }
        string memory window = string.concat(
            '<svg x="',
            Strings.toString(LEFT),
            '" y="',
            Strings.toString(y - size),
            '" width="',
            Strings.toString(WIDTH),
            '" height="',
            Strings.toString(lines * step + 2),
            '" overflow="hidden">'
        );
        return string.concat(window, drawn, "</svg>");
    }

    /// @dev `text` is escaped already, or ours.
    function _line(uint256 x, uint256 y, uint256 size, string memory text) private pure returns (string memory) {
        return
            string.concat(
                '<text x="',
                Strings.toString(x),
                '" y="',
                Strings.toString(y),
                '" font-size="',
                Strings.toString(size),
                '">',
                text,
                "</text>"
            );
    }
}
