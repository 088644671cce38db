// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IDeveloperRegistry
/// @notice Who develops projects, by which accounts, and who may therefore not sign for whom.
/// @dev A developer is a legal entity under one identifier with one spelling; its accounts own projects. An account that
/// belonged to a developer is tied to it, and so is every account that the governor states to be: none of them signs for
/// the developer's projects as operator or verifier. A dismissed account stays tied until the governor withdraws that.
///
/// Assumptions:
/// - the access manager lets only the governor's roles call the restricted functions;
/// - the governor checks entities and ties off chain before it states them here: the chain can not tell two accounts of
/// one hand apart.
interface IDeveloperRegistry {
    /// @notice A legal entity became a developer.
    event DeveloperAdmitted(uint24 indexed developer, string legalId);

    /// @notice An account acts for a developer from now on.
    event DeveloperAccountAssigned(uint24 indexed developer, address indexed account);

    /// @notice An account registers and receives no more projects for a developer. It stays tied to it.
    event DeveloperAccountDismissed(uint24 indexed developer, address indexed account);

    /// @notice An account does not sign for a developer from now on.
    event TieDeclared(address indexed account, uint24 indexed developer);

    /// @notice An account may sign for a developer again.
    event TieWithdrawn(address indexed account, uint24 indexed developer);

    /// @notice No developer has this id.
    error DeveloperUnknown(uint24 developer);

    /// @notice The legal entity is a developer already.
    error DeveloperKnown(string legalId, uint24 developer);

    /// @notice The account acts for no developer.
    error DeveloperAccountUnknown(address account);

    /// @notice The account acts for a developer already.
    error DeveloperAccountTaken(address account, uint24 developer);

    /// @notice The account is zero.
    error DeveloperAccountMissing();

    /// @notice The account is tied to the developer.
    error DeveloperTied(address account, uint24 developer);

    /// @notice The account is not tied to the developer.
    error DeveloperNotTied(address account, uint24 developer);

    /// @notice Makes a legal entity a developer. Restricted.
    /// @param legalId Canonical text (see `CanonicalTextLib`) of the entity's identifier: a register and a number in it,
    /// such as `LEI:5493001KJTIIGC8Y1R12` (ISO 17442).
    /// @return developer The new id, counted from 1.
    function admit(string calldata legalId) external returns (uint24 developer);

    /// @notice Lets an account act for a developer, and ties it. An account acts for one developer at a time. Restricted.
    function assign(uint24 developer, address account) external;

    /// @notice Lets an account act for its developer no more: projects that it owns stay its own. Restricted.
    function dismiss(address account) external;

    /// @notice States that an account is tied to a developer. Restricted.
    function declareTie(address account, uint24 developer) external;

    /// @notice Withdraws a tie of an account that does not act for the developer. Restricted.
    function withdrawTie(address account, uint24 developer) external;

    /// @notice Reverts if the account is tied to the developer.
    function requireUntied(address account, uint24 developer) external view;

    /// @notice The developer that an account acts for; reverts where there is none.
    function requireDeveloper(address account) external view returns (uint24 developer);

    /// @notice The developer that an account acts for, or 0.
    function developerOf(address account) external view returns (uint24);

    /// @notice Whether an account is tied to a developer.
    function isTied(address account, uint24 developer) external view returns (bool);

    /// @notice A developer's legal identifier.
    function legalIdOf(uint24 developer) external view returns (string memory);

    /// @notice How many developers there are: the highest id.
    function count() external view returns (uint24);
}
