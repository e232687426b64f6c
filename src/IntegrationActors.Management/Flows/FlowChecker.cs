using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Runtime;

namespace IntegrationActors.Management.Flows;

/// <summary>
/// Checks the flows of a bundle as they would run in a tenant; lint, dry run and deployment all ask here, so they find the same. 1 read each flow for itself; 2 read it again
/// with the values it would get; 3 build its plan, which shows what only its parts know, such as a wrong stylesheet; 4 compare the flows with each other.
/// </summary>
internal sealed class FlowChecker(ITenantControl control, TenantDirectory tenants, FlowReader reader, TrialPlan trial)
{
    private const string NameTwice = "IA1410";
    private const string UnknownParameter = "IA1411";

    public async Task<BundleCheck> CheckAsync(string tenant, FlowUpload upload, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        var deployed = await control.ListFlowsAsync(tenant, cancel);
        var credentials = await store.Credentials.ListAsync(cancel);
        var references = new BundleReferences(upload.Bundle, credentials.Select(c => c.Name).ToHashSet(StringComparer.Ordinal));
        var flows = new List<CheckedFlow>();
        var findings = new List<Diagnostic>();
        foreach (var file in upload.Files)
        {
            var (flow, found) = Read(upload, file, references, deployed);
            findings.AddRange(found);
            if (flow is not null)
            {
                findings.AddRange(await trial.FindingsAsync(tenant, flow.Definition, upload.Bundle, store.Credentials));
                flows.Add(flow);
            }
        }

        findings.AddRange(NamesTwice(flows));
        findings.AddRange(UnknownParameters(upload, flows));
        return new BundleCheck(flows, findings);
    }

    private (CheckedFlow? Flow, IReadOnlyList<Diagnostic> Findings) Read(FlowUpload upload, string file, IReferences references, IReadOnlyList<FlowDeployment> deployed)
    {
        // 1
        var source = upload.Bundle.Flow(file);
        var isAlone = upload.Files.Count == 1;
        var alone = reader.Read(source, new FlowReadingContext { References = references });
        if (alone.Flow is not { } flow)
        {
            // Whose values it has now can't be told while its name may be wrong: only values that are given for it alone are checked.
            var given = isAlone && upload.Parameters.Count > 0 ? upload.Parameters : null;
            return (null, given is null ? alone.Findings : reader.Read(source, new FlowReadingContext { References = references, Parameters = given }).Findings);
        }

        // 2
        var current = deployed.FirstOrDefault(d => string.Equals(d.Flow, flow.Name, StringComparison.Ordinal));
        var values = FlowParameterValues.Merge(flow, upload.Parameters, upload.KeepsValues ? current?.Parameters : null, isAlone);
        var reading = reader.Read(source, new FlowReadingContext { References = references, Parameters = values });
        return (reading.Flow is { } definition ? new CheckedFlow(definition, values, current) : null, reading.Findings);
    }

    private static IEnumerable<Diagnostic> NamesTwice(IEnumerable<CheckedFlow> flows) => flows
        .GroupBy(f => f.Name, StringComparer.Ordinal)
        .SelectMany(g => g.Skip(1).Select(twice =>
            Diagnostic.Error(NameTwice, twice.Definition.Span, $"flow '{g.Key}' stands in {g.First().Definition.File} already; give one of them another name")));

    private static IEnumerable<Diagnostic> UnknownParameters(FlowUpload upload, IReadOnlyList<CheckedFlow> flows)
    {
        if (flows.Count != upload.Files.Count || flows.Count == 1)
        {
            return [];
        }

        var known = flows.SelectMany(f => f.Definition.Parameters.Keys).ToHashSet(StringComparer.Ordinal);
        return upload.Parameters.Keys.Where(name => !known.Contains(name)).Select(name => Diagnostic.Error(
            UnknownParameter,
            new SourceSpan(upload.Bundle.Id, 0, 0),
            $"a value is given for parameter '{name}', which no flow of the bundle declares{Suggestion.DidYouMean(name, known)}"));
    }
}
