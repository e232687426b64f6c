using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Core.Steps;

/// <summary>What steps and adapters of a flow may use. Handed to their constructors; everything here belongs to one tenant.</summary>
public interface IFlowContext
{
    /// <summary>The flow and its tenant, in the version that is built.</summary>
    FlowIdentity Flow { get; }

    /// <summary>The clock; steps and adapters have no other.</summary>
    TimeProvider Time { get; }

    /// <summary>Where large bodies go.</summary>
    PayloadSpool Spool { get; }

    /// <summary>Credentials of the tenant.</summary>
    ICredentialSource Credentials { get; }

    /// <summary>Durable stores of the tenant. Ask for them when a channel starts or a message runs, not in a constructor: a plan that is only being checked has none.</summary>
    ITenantStores Stores { get; }

    /// <summary>The node's shared parts, such as connection pools and the table of HTTP routes.</summary>
    IServiceProvider Services { get; }

    /// <summary>Headers of the wire that the flow lets in through any of its channels: names, regular expressions, or <c>*</c>.</summary>
    IReadOnlyList<string> AllowedHeaders => [];

    /// <summary>Content of a file of the bundle.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">IA1201: the bundle has no such file.</exception>
    ReadOnlyMemory<byte> Resource(ResourceReference reference);

    /// <summary>Writes a line of the flow's author to the log of the tenant.</summary>
    void WriteLog(Exchange exchange, LogSeverity severity, string text);
}
