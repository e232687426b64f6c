using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>What steps and adapters of a flow may use that runs in this process.</summary>
internal sealed class LocalContext(FlowIdentity flow, Bundle bundle, IServiceProvider services) : IFlowContext
{
    public FlowIdentity Flow { get; } = flow;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public PayloadSpool Spool { get; init; } = LocalFolder.Spool;

    public required ICredentialSource Credentials { get; init; }

    public required ITenantStores Stores { get; init; }

    public IServiceProvider Services { get; } = services;

    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    /// <summary>Takes the lines that flows write.</summary>
    public Action<Exchange, LogSeverity, string> Log { get; init; } = (_, _, _) => { };

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => bundle.Resource(reference);

    public void WriteLog(Exchange exchange, LogSeverity severity, string text) => Log(exchange, severity, text);
}
