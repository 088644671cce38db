// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The contracts of one registry, in the order in which they are made.
enum Part {
    Directory,
    AccessManager,
    MethodologyRegistry,
    OperatorRegistry,
    VerifierRegistry,
    DeveloperRegistry,
    ProgrammeRegistry,
    ProjectRegistry,
    GroundRegistry,
    VerificationOracle,
    CarbonCredit,
    RetirementCertificate,
    BatchRenderer,
    CertificateRenderer,
    CertificatePicture,
    PermanenceMonitor,
    BufferPool,
    Stakes,
    Disputes
}
