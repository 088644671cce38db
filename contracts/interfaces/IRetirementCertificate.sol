// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertificateRecord} from "../types/CertificateRecord.sol";
import {Condition} from "../types/Condition.sol";
import {Lot} from "../types/Batch.sol";
import {Retirement} from "../types/Retirement.sol";
import {ICarbonCredit} from "./ICarbonCredit.sol";
import {IERC5192} from "./IERC5192.sol";
import {ICertificateRenderer} from "./ICertificateRenderer.sol";

/// @title IRetirementCertificate
/// @notice One certificate for one retirement: not transferable, immutable, and it always tells how its tonnes fare
/// today (L9).
/// @dev ERC-721 and ERC-5192. The whole record is the code of a contract made for it, so nothing can change it and the
/// chain alone tells it. Ids count from 1 and equal the nonce by which that contract was made, so its address follows
/// from the id. The certificate belongs to the recipient that the record names, for good.
///
/// Assumptions:
/// - the carbon credit contract mints once per retirement, after it burned what the lots say, and knows that the holder
///   wants the certificate to go to the recipient;
/// - nothing in this contract makes another contract.
///
/// Warning: no receiver is asked whether it wants a certificate, so that none can stop a retirement.
/// Warning: a recipient may be anybody's address, unasked; only the retiree stands behind a certificate.
/// Warning: texts are the words of the retiree, or of whom it approved, in bytes that may be no valid UTF-8; nobody has checked them.
interface IRetirementCertificate is IERC5192 {
    /// @notice The caller is not the carbon credit contract.
    error RetirementCertificateNotCredit(address caller);

    /// @notice The record's contract could not be made.
    error RetirementCertificateRecordFailed(uint256 certificateId);

    /// @notice Certificates can not be transferred.
    error RetirementCertificateNotTransferable(uint256 certificateId);

    /// @notice Certificates know no approval, as they can not be transferred.
    error RetirementCertificateNotApprovable(address operator);

    /// @notice Writes a certificate for good. Carbon credit contract only.
    /// @param retiree The holder whose credits were retired.
    /// @param retirement What the certificate says, and who gets it.
    /// @param lots What was retired.
    function mint(
        address retiree,
        Retirement calldata retirement,
        Lot[] calldata lots
    ) external returns (uint256 certificateId);

    /// @notice What the certificate states.
    function record(uint256 certificateId) external view returns (CertificateRecord memory);

    /// @notice How the certificate's tonnes fare now: the worst condition among its batches.
    function status(uint256 certificateId) external view returns (Condition);

    /// @notice The sum of the certificate's lots, in kg.
    function totalKg(uint256 certificateId) external view returns (uint256);

    /// @notice How many certificates there are: the highest id.
    function count() external view returns (uint256);

    /// @notice The carbon credit contract, the only one that mints here.
    function credit() external view returns (ICarbonCredit);

    /// @notice What draws the certificates.
    function renderer() external view returns (ICertificateRenderer);
}
