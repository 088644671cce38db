// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {ICarbonCredit} from "./interfaces/ICarbonCredit.sol";
import {ICertificateRenderer} from "./interfaces/ICertificateRenderer.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IERC5192} from "./interfaces/IERC5192.sol";
import {IRetirementCertificate} from "./interfaces/IRetirementCertificate.sol";
import {CertificateRecordLib} from "./libraries/CertificateRecordLib.sol";
import {CreatedAddressLib} from "./libraries/CreatedAddressLib.sol";
import {Lot} from "./types/Batch.sol";
import {CertificateRecord} from "./types/CertificateRecord.sol";
import {Condition} from "./types/Condition.sol";
import {Part} from "./types/Part.sol";
import {Retirement} from "./types/Retirement.sol";

/// @title RetirementCertificate
/// @dev Documented in IRetirementCertificate.
contract RetirementCertificate is IRetirementCertificate, DirectoryPart, ERC721 {
    /* CONSTANTS */

    /// @inheritdoc IRetirementCertificate
    ICarbonCredit public immutable credit;

    /// @inheritdoc IRetirementCertificate
    ICertificateRenderer public immutable renderer;

    /* STORAGE */

    /// @inheritdoc IRetirementCertificate
    uint256 public count;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.RetirementCertificate) ERC721("Sixfold Retirement Certificate", "SIXR") {
        credit = ICarbonCredit(directory.addressOf(Part.CarbonCredit));
        renderer = ICertificateRenderer(directory.addressOf(Part.CertificateRenderer));
    }

    /* CARBON CREDIT */

    /// @inheritdoc IRetirementCertificate
    function mint(
        address retiree,
        Retirement calldata retirement,
        Lot[] calldata lots
    ) external returns (uint256 certificateId) {
        require(msg.sender == address(credit), RetirementCertificateNotCredit(msg.sender));

        // A contract's nonce starts at 1 (EIP-161) and only this creation raises it: it equals the count.
        certificateId = ++count;
        _increaseBalance(retirement.recipient, 1);
        require(
            CertificateRecordLib.write(retiree, retirement, lots) != address(0),
            RetirementCertificateRecordFailed(certificateId)
        );
        emit Transfer(address(0), retirement.recipient, certificateId);
        emit Locked(certificateId);
    }

    /* NO TRANSFERS */

    // `require(false, ...)` where OpenZeppelin's own functions call on: a plain revert would make their code unreachable,
    // which the compiler warns about.

    /// @dev Always reverts.
    function approve(address operator, uint256) public pure override {
        revert RetirementCertificateNotApprovable(operator);
    }

    /// @dev Always reverts.
    function setApprovalForAll(address operator, bool) public pure override {
        revert RetirementCertificateNotApprovable(operator);
    }

    /// @dev Always reverts.
    function transferFrom(address, address, uint256 certificateId) public pure override {
        require(false, RetirementCertificateNotTransferable(certificateId));
    }

    /// @dev Always reverts.
    function safeTransferFrom(address, address, uint256 certificateId, bytes memory) public pure override {
        revert RetirementCertificateNotTransferable(certificateId);
    }

    /* VIEWS */

    /// @inheritdoc IRetirementCertificate
    function status(uint256 certificateId) external view returns (Condition) {
        return _status(record(certificateId).lots);
    }

    /// @inheritdoc IRetirementCertificate
    function totalKg(uint256 certificateId) external view returns (uint256 sumKg) {
        Lot[] memory lots = record(certificateId).lots;
        for (uint256 i = 0; i < lots.length; ++i) sumKg += lots[i].amountKg;
    }

    /// @inheritdoc IERC5192
    function locked(uint256 certificateId) external view returns (bool) {
        _requireOwned(certificateId);
        return true;
    }

    /// @inheritdoc IRetirementCertificate
    function record(uint256 certificateId) public view returns (CertificateRecord memory) {
        _requireOwned(certificateId);
        return CertificateRecordLib.read(CreatedAddressLib.addressOf(address(this), certificateId));
    }

    /// @inheritdoc ERC721
    function tokenURI(uint256 certificateId) public view override returns (string memory) {
        CertificateRecord memory known = record(certificateId);
        return renderer.tokenURI(credit, certificateId, known, _status(known.lots));
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IERC5192).interfaceId || super.supportsInterface(interfaceId);
    }

    /* INTERNAL */

    /// @dev The record says who got the certificate; that is the owner for good.
    function _ownerOf(uint256 certificateId) internal view override returns (address) {
        if (certificateId == 0 || certificateId > count) return address(0);
        return CertificateRecordLib.recipientOf(CreatedAddressLib.addressOf(address(this), certificateId));
    }

    function _status(Lot[] memory lots) private view returns (Condition worst) {
        for (uint256 i = 0; i < lots.length; ++i) {
            Condition condition = credit.condition(lots[i].batchId);
            if (condition > worst) worst = condition;
        }
    }
}
