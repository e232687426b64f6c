using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Gather;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>How the results of a step are gathered. Immutable.</summary>
internal sealed class Gathering
{
    private readonly GatherOptions _options;
    private readonly PayloadSpool _spool;

    private Gathering(GatherOptions options, PayloadSpool spool) => (_options, _spool) = (options, spool);

    /// <summary>The gathering of the step that is being built: its own, or that of the step behind it; null when it has none.</summary>
    public static Gathering? Of(IGatheredOptions options, IStepContext context) =>
        (options.Gather ?? context.Following?.Options as GatherOptions) is { } gather ? new Gathering(gather, context.Spool) : null;

    public IGatherer Begin() => _options.Combine switch
    {
        Combination.Xml => new XmlGatherer(_spool, _options.Root, isNumbered: false),
        Combination.XmlMessages => new XmlGatherer(_spool, _options.Root, isNumbered: true),
        Combination.XmlAtPath => new XmlAtPathGatherer(_spool, _options.Source!, _options.Target!),
        Combination.Json => new JsonGatherer(_spool),
        Combination.Zip => new ArchiveGatherer(_spool, _options.FileName, output => new ZipArchiveWriter(output)),
        Combination.Tar => new ArchiveGatherer(_spool, _options.FileName, output => new TarArchiveWriter(output)),
        _ => new TextGatherer(_spool, _options.Separator),
    };
}
