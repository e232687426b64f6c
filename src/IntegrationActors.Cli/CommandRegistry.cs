using IntegrationActors.Cli.Commands;

namespace IntegrationActors.Cli;

/// <summary>All commands of <c>ia</c>, in the order of the help. A new command is a class and a line here.</summary>
internal static class CommandRegistry
{
    private static IReadOnlyList<ICliCommand> Queues { get; } =
    [
        new GetQueueMessagesCommand(),
        new DescribeQueueCommand(),
        .. QueueMessagesCommand.All,
        new QueueMoveCommand(),
        .. QueuePauseCommand.All,
        new QueueDownloadCommand(),
    ];

    // What flows have stored.
    private static IReadOnlyList<ICliCommand> Stores { get; } =
    [
        new GetDataStoreEntriesCommand(),
        new DataStoreDownloadCommand(),
        new DataStoreDeleteCommand(),
        new DescribeVariableCommand(),
        new SetVariableCommand(),
        .. NumberRangeCommand.All,
        .. AggregationCommand.All,
        new GetIdMappingCommand(),
        .. DeleteScopedCommand.All,
        new GetPersistedCommand(),
        new PersistedDownloadCommand(),
    ];

    // Without a server.
    private static IReadOnlyList<ICliCommand> Development { get; } =
    [
        new NewCommand(),
        new TestCommand(),
        new TestRecordCommand(),
        new RunCommand(),
        new FmtCommand(),
        new DocsCommand(),
        new SchemaCommand(),
    ];

    public static IReadOnlyList<ICliCommand> All { get; } =
    [
        new ApplyCommand(),
        new DiffCommand(),
        new LintCommand(),
        .. Development,
        new ExplainCommand(),
        .. Lists.All,
        new GetMessagesCommand(),
        new GetKeysCommand(),
        new DescribeFlowCommand(),
        new DescribeMessageCommand(),
        new GetFailuresCommand(),
        .. Queues,
        .. Stores,
        new CreateTenantCommand(),
        new CreateClientCommand(),
        new CreateSecretCommand(),
        new CreateCredentialCommand(),
        new CreateTokenCommand(),
        new RotateKeyCommand(),
        new RotateMasterKeyCommand(),
        .. DeleteCommand.All,
        new DeleteSecretCommand(),
        new DeleteQueueCommand(),
        new DeleteTenantCommand(),
        new BackupCommand(),
        new RestoreCommand(),
        new ResendCommand(),
        new RetryCommand(),
        new CheckCommand(),
        new LogLevelCommand(),
        new SendCommand(),
        new LogsCommand(),
        new TraceCommand(),
        new EvalCommand(),
        new LoginCommand(),
        new CompletionCommand(),
        new VersionCommand(),
    ];
}
