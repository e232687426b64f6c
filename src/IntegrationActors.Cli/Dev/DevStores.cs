using IntegrationActors.Cli.Local;
using IntegrationActors.Cli.Local.Running;
using IntegrationActors.Cli.Testing;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Dev;

/// <summary>Fills the stores of a run as <c>--stores orders.test.yaml</c> says.</summary>
internal static class DevStores
{
    public static async Task FillAsync(IEnumerable<string> files, ITenantStores stores, CancellationToken cancel)
    {
        foreach (var file in files)
        {
            if (!file.EndsWith(FlowTestReader.Extension, StringComparison.Ordinal) || !File.Exists(file))
            {
                throw CliException.Usage($"--stores {file}: give a test file ({FlowTestReader.Extension}) that says what stands in the stores");
            }

            var tested = TestedFlow.Read(file, LocalLanguage.Reader());
            await new StoreContents(stores, tested.Flow.Name, tested.Folder).PutAsync(tested.Tests.Options.Stores, cancel);
        }
    }
}
