using System.Security.Cryptography;
using IntegrationActors.Definitions;
using IntegrationActors.Runtime;
using IntegrationActors.Security;
using IntegrationActors.Server.Hosting;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Administration;

namespace IntegrationActors.Server.FirstStart;

/// <summary>
/// Fills an empty data folder so that something can be tried at once: an administrator, the tenant <c>demo</c> with a sender client, and the sample flows.
/// Does nothing on a folder that has an administrator.
/// </summary>
internal sealed class Installation(SystemStore system, TenantStores stores, ITenantControl control, SampleBundles samples)
{
    public const string Tenant = "demo";

    private const string Administrator = "admin";
    private const string Client = "demo";
    private const string ErpCredential = "erp";
    private const string By = "first start";

    private static readonly string[] Roles = ["orders.send", "invoices.send", "erp.send"];

    public async Task<Welcome> PrepareAsync(NodeAddresses addresses)
    {
        var cancel = CancellationToken.None;
        if ((await system.ListAdministratorsAsync(cancel)).Count > 0)
        {
            return new Welcome(null, null);
        }

        await control.CreateTenantAsync(Tenant, cancel);
        var secret = await CreateClientAsync(stores.Get(Tenant));
        foreach (var bundle in samples.Load())
        {
            await DeployAsync(bundle, addresses, cancel);
        }

        // The administrator comes last: an installation that was interrupted is done again.
        var password = SecretText.Generate(SecretText.PasswordPrefix);
        await system.PutAdministratorAsync(Administrator, PasswordHash.Create(password));
        return new Welcome(password, $"{Client}:{secret}");
    }

    private static async Task<string> CreateClientAsync(TenantStore store)
    {
        var secret = SecretText.Generate();
        await store.Clients.PutAsync(Client, Roles);
        await store.Clients.AddSecretAsync(Client, SecretHash.Create(secret), expires: null);
        await store.Credentials.PutUserAsync(ErpCredential, Client, secret);
        return secret;
    }

    private async Task DeployAsync(Bundle bundle, NodeAddresses addresses, CancellationToken cancel)
    {
        var content = bundle.ToZip();
        var artifact = Convert.ToHexStringLower(SHA256.HashData(content));
        await stores.Get(Tenant).Artifacts.PutAsync(artifact, content);
        foreach (var flow in samples.FlowsOf(bundle))
        {
            var parameters = samples.ParametersOf(flow, addresses);
            await control.DeployAsync(new DeployFlow(Tenant, flow.Name, artifact, flow.File, parameters, null, By), cancel);
        }
    }
}
