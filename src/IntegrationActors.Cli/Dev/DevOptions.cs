using IntegrationActors.Cli.Stubs;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Cli.Dev;

/// <summary>What a user wants of a run on their own machine.</summary>
internal sealed record DevOptions
{
    /// <summary>A flow file or a folder.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the tenant in addresses.</summary>
    public required string Tenant { get; init; }

    /// <summary>Port of the senders; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Where stores keep what outlives the run; null: nothing does.</summary>
    public string? Data { get; init; }

    /// <summary>The folder that channels of kind file may use; null: none.</summary>
    public string? Files { get; init; }

    /// <summary>Values of parameters; each flow takes those that it declares.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>What stands in for receivers, by name of the step or kind of the channel.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<StubAnswer>> Stubs { get; init; }

    /// <summary>Where credentials come from.</summary>
    public required ICredentialSource Credentials { get; init; }

    /// <summary>Whether a credential has a value.</summary>
    public required Func<string, bool> HasCredential { get; init; }
}
