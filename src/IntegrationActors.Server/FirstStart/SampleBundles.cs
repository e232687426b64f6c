using System.Text;
using IntegrationActors.Definitions;
using IntegrationActors.Server.Hosting;

namespace IntegrationActors.Server.FirstStart;

/// <summary>The sample flows: the <c>samples</c> folder beside the program.</summary>
internal sealed class SampleBundles(FlowReader reader)
{
    /// <summary>A parameter of this name gets the address under which this node's own senders' listener is reached.</summary>
    private const string OwnAddress = "erpUrl";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "samples");

    public IEnumerable<Bundle> Load() => Directory.Exists(Folder)
        ? Directory.EnumerateDirectories(Folder).Order(StringComparer.Ordinal).Select(Bundle.FromFolder)
        : [];

    public IEnumerable<FlowDefinition> FlowsOf(Bundle bundle) => bundle.FlowFiles
        .Select(file => reader.Read(new FlowSource(file, Encoding.UTF8.GetString(bundle.Files[file].Span)), FlowReadingContext.FileAlone).Flow)
        .OfType<FlowDefinition>();

    public IReadOnlyDictionary<string, string> ParametersOf(FlowDefinition flow, NodeAddresses addresses)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (flow.Parameters.ContainsKey(OwnAddress) && addresses.Senders.Count > 0)
        {
            values[OwnAddress] = $"{addresses.Senders[0]}/t/{Installation.Tenant}/http/demo/erp";
        }

        return values;
    }
}
