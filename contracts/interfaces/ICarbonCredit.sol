// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";

import {Batch, Lot} from "../types/Batch.sol";
import {Condition} from "../types/Condition.sol";
import {Retirement, RetirementRequest} from "../types/Retirement.sol";
import {IBatchRenderer} from "./IBatchRenderer.sol";
import {IBufferPool} from "./IBufferPool.sol";
import {IMethodologyRegistry} from "./IMethodologyRegistry.sol";
import {IPermanence} from "./IPermanence.sol";
import {IProjectRegistry} from "./IProjectRegistry.sol";
import {IRetirementCertificate} from "./IRetirementCertificate.sol";
import {IVerificationOracle} from "./IVerificationOracle.sol";

/// @title ICarbonCredit
/// @notice Credits in kg CO2e: issued once for an accepted report, transferred, and retired by their holder.
/// @dev ERC-1155. An id is a batch: `projectId << 80 | periodStart << 40 | periodEnd`. One unit is 1 kg CO2e, one
/// credit is 1000 units (metadata `decimals` 3).
///
/// For every batch, always: issued = circulating + buffered + retired + cancelled, buffered being the buffer pool's
/// balance and circulating the sum of all others (L6). Only `issue` mints, only the buffer pool cancels, and only the four
/// ways of retiring burn: the holder's own call for one batch or for many, an approved account's, and anybody's with the
/// holder's signature. All take one path. Kilograms are spent from the front of the batch, so serial intervals are
/// disjoint and contiguous (L7).
///
/// Nothing here is governed, and retirement calls nothing but the registry's certificates and, for a signature, the
/// holder itself: no role, pause, freeze or alert can stop a holder from retiring, and nothing undoes it (L8).
///
/// Issued credits are minted without asking their owner (ERC-1155 would have a contract asked): it asked for them by
/// registering the project, and an owner that could refuse would decide when others are issued to, or call back from
/// within the issuance. Transfers ask as ERC-1155 says.
///
/// Assumptions:
/// - the verification oracle never changes the amounts of a report that it says is issuable, and accepts a project's
///   period once (L4).
///
/// Warning: credits go to the project's owner, asked or not. A contract that can not move ERC-1155 tokens keeps them.
/// Warning: an approved account may transfer and retire all of a holder's credits, with a beneficiary and a message of
/// its choice. The certificate goes to the holder or to whom the holder named, never to another.
interface ICarbonCredit is IERC1155MetadataURI, IERC5267 {
    /// @notice A report's credits were issued: all but the buffered part to the project's owner. Amounts in kg.
    event CreditsIssued(
        uint256 indexed batchId,
        bytes32 indexed reportId,
        address indexed owner,
        uint64 issuedKg,
        uint64 bufferedKg
    );

    /// @notice A holder retired credits for good, on one certificate.
    event CreditsRetired(uint256 indexed certificateId, address indexed retiree, Lot[] lots, Retirement retirement);

    /// @notice A holder named who else may get the certificates of what approved accounts retire; zero is nobody.
    event RecipientNamed(address indexed holder, address indexed recipient);

    /// @notice A nonce of a holder was used, by a retirement or to make a signed request void.
    event NonceUsed(address indexed holder, uint256 nonce);

    /// @notice Buffered credits were cancelled for a loss.
    event BufferCancelled(uint256 indexed batchId, uint64 amountKg, uint64 serialStart);

    /// @notice A holder's credits were cancelled to make a deficit good; or what was lost before it was issued, which never
    /// was its owner's.
    event CreditsCancelled(uint256 indexed batchId, address indexed holder, uint64 amountKg, uint64 serialStart);

    /// @notice The caller is not the buffer pool.
    error CarbonCreditNotBufferPool(address caller);

    /// @notice There is no batch with this id.
    error CarbonCreditBatchUnknown(uint256 batchId);

    /// @notice The report is unknown, challenged, rejected, or its window is not over.
    error CarbonCreditReportNotIssuable(bytes32 reportId);

    /// @notice The report's credits were issued before.
    error CarbonCreditAlreadyIssued(bytes32 reportId, uint256 batchId);

    /// @notice The report is worth nothing.
    error CarbonCreditNothingToIssue(bytes32 reportId);

    /// @notice A retirement has from 1 to `maximum` lots.
    error CarbonCreditLotCount(uint256 lots, uint256 maximum);

    /// @notice There is not one amount for each batch.
    error CarbonCreditLengthMismatch(uint256 batches, uint256 amounts);

    /// @notice Batches are not strictly ascending.
    error CarbonCreditBatchesUnsorted(uint256 previous, uint256 batchId);

    /// @notice The amount is zero.
    error CarbonCreditAmountZero(uint256 batchId);

    /// @notice The beneficiary has from 1 to `maximum` bytes.
    error CarbonCreditBeneficiaryLength(uint256 length, uint256 maximum);

    /// @notice No character of the beneficiary can be seen.
    error CarbonCreditBeneficiaryBlank();

    /// @notice The message has at most `maximum` bytes.
    error CarbonCreditMessageLength(uint256 length, uint256 maximum);

    /// @notice The certificate has nobody to go to.
    error CarbonCreditRecipientMissing(address holder);

    /// @notice An approved account may send the certificate only to the holder or to whom the holder named.
    error CarbonCreditRecipientNotNamed(address holder, address recipient, address named);

    /// @notice The request's time is over.
    error CarbonCreditRequestExpired(uint40 deadline, uint256 time);

    /// @notice The holder used this nonce before: the request was submitted, or made void.
    error CarbonCreditNonceUsed(address holder, uint256 nonce);

    /// @notice The signature is not the holder's over this request.
    error CarbonCreditSignatureInvalid(address holder, bytes32 digest);

    /// @notice Issues an accepted report's net once its window is over: net less buffer to the project's owner, the
    /// buffer's part to the buffer pool. Once, ever (L5). Anyone may call. The buffer pool refuses while the project has an
    /// open alert or a loss that is not met (L10, L11), and says what was lost of the batch before: that is cancelled.
    function issue(bytes32 reportId) external returns (uint256 batchId);

    /// @notice Cancels buffered credits of a batch, as many as there are up to a limit. Buffer pool only.
    /// @return cancelledKg What was cancelled.
    /// @return leftKg What is still buffered.
    function cancelBuffered(uint256 batchId, uint64 mostKg) external returns (uint64 cancelledKg, uint64 leftKg);

    /// @notice Cancels a holder's credits. Buffer pool only, for a holder who asked it to.
    function cancelFrom(address holder, uint256 batchId, uint64 amountKg) external;

    /// @notice Retires the caller's own credits of one batch.
    /// @param batchId The batch.
    /// @param amountKg At least 1 and at most the caller's balance.
    /// @param retirement Beneficiary of 1 to 128 bytes with a visible character, message of at most 280 bytes, and who gets the certificate.
    /// @return certificateId The certificate, which belongs to the recipient.
    function retire(
        uint256 batchId,
        uint64 amountKg,
        Retirement calldata retirement
    ) external returns (uint256 certificateId);

    /// @notice Retires the caller's own credits of 1 to 64 batches, strictly ascending, on one certificate.
    /// @dev Limits as for `retire`. All or nothing.
    function retireMany(
        uint256[] calldata batchIds,
        uint64[] calldata amountsKg,
        Retirement calldata retirement
    ) external returns (uint256 certificateId);

    /// @notice Retires a holder's credits as `retireMany` does. Only for accounts that the holder approved
    /// (`setApprovalForAll`); the certificate goes to the holder or to whom the holder named.
    function retireFrom(
        address holder,
        uint256[] calldata batchIds,
        uint64[] calldata amountsKg,
        Retirement calldata retirement
    ) external returns (uint256 certificateId);

    /// @notice Retires a holder's credits as the holder signed, by EIP-712, as `retireMany` does. Anyone may submit it,
    /// once. A holder that is a contract is asked by ERC-1271.
    function retireBySignature(
        RetirementRequest calldata request,
        bytes calldata signature
    ) external returns (uint256 certificateId);

    /// @notice Names who else, besides the caller, may get the certificates of what approved accounts retire for the
    /// caller; zero for nobody.
    function nameRecipient(address recipient) external;

    /// @notice Uses up one of the caller's nonces: a request signed with it is void from now on.
    function useNonce(uint256 nonce) external;

    /// @notice Whom a holder named; zero for nobody.
    function namedRecipient(address holder) external view returns (address);

    /// @notice Whether a holder used a nonce.
    function nonceUsed(address holder, uint256 nonce) external view returns (bool);

    /// @notice The EIP-712 digest that a holder signs.
    function hashRequest(RetirementRequest calldata request) external view returns (bytes32);

    /// @notice A batch's account in kg.
    function batch(uint256 batchId) external view returns (Batch memory);

    /// @notice The report that a batch was issued for.
    function reportOf(uint256 batchId) external view returns (bytes32 reportId);

    /// @notice How the batch's tonnes fare now, as `IPermanence` says.
    function condition(uint256 batchId) external view returns (Condition);

    /// @notice The buffer pool, which holds what is buffered.
    function bufferPool() external view returns (IBufferPool);

    /// @notice The certificates.
    function certificates() external view returns (IRetirementCertificate);

    /// @notice The methodology registry.
    function methodologies() external view returns (IMethodologyRegistry);

    /// @notice What describes batches.
    function renderer() external view returns (IBatchRenderer);

    /// @notice The verification oracle.
    function oracle() external view returns (IVerificationOracle);

    /// @notice What says how tonnes fare.
    function permanence() external view returns (IPermanence);

    /// @notice The project registry.
    function projects() external view returns (IProjectRegistry);
}
