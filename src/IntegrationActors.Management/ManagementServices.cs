using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationActors.Management.Access;
using IntegrationActors.Management.Aggregations;
using IntegrationActors.Management.Backups;
using IntegrationActors.Management.Clients;
using IntegrationActors.Management.Credentials;
using IntegrationActors.Management.DataStores;
using IntegrationActors.Management.Documentation;
using IntegrationActors.Management.Failures;
using IntegrationActors.Management.Flows;
using IntegrationActors.Management.Health;
using IntegrationActors.Management.IdMappings;
using IntegrationActors.Management.Keys;
using IntegrationActors.Management.Messages;
using IntegrationActors.Management.NumberRanges;
using IntegrationActors.Management.Operations;
using IntegrationActors.Management.Persisted;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Queues;
using IntegrationActors.Management.Reference;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Management.Tokens;
using IntegrationActors.Management.Variables;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationActors.Management;

/// <summary>Registers what people do with tenants, flows and messages.</summary>
public static class ManagementServices
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Adds rules and API. The host registers the rest: <c>ITenantControl</c>, <c>IMessageResend</c>, <c>TenantStores</c>, <c>SystemStore</c>, <c>Catalogue</c>, <c>IExpressionCompiler</c>,
    /// <c>FlowReader</c> and <c>MasterKeyRing</c>.
    /// </summary>
    public static IServiceCollection AddManagement(this IServiceCollection services, Action<ManagementSettings>? configure = null)
    {
        var settings = new ManagementSettings();
        configure?.Invoke(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<Authenticator>().AddSingleton<AccessGuard>().AddSingleton<SignIn>().AddSingleton<SignInThrottle>().AddSingleton<AuditTrail>();
        services.AddSingleton<AccessTokens>().AddSingleton<TenantDirectory>().AddSingleton<SenderClients>().AddSingleton<CredentialVault>().AddSingleton<KeyRotation>();
        services.AddSingleton<TrialPlan>().AddSingleton<FlowChecker>().AddSingleton<FlowDeployer>().AddSingleton<DeployedBundles>();
        services.AddSingleton<MessageBrowser>().AddSingleton<LanguageReference>();
        services.TryAddSingleton<QueuesOf>(_ => store => store.QueueOperations);
        services.AddSingleton<QueueDesk>().AddSingleton<MessageResender>().AddSingleton<FailureDesk>().AddSingleton<OperationBoard>().AddSingleton<BackupDesk>();
        services.AddSingleton<NumberRangeDesk>().AddSingleton<VariableDesk>().AddSingleton<DataStoreDesk>().AddSingleton<IdMappingDesk>().AddSingleton<AggregationDesk>().AddSingleton<PersistedMessages>();
        services.AddHealthChecks().AddCheck<RuntimeCheck>(RuntimeCheck.Name, timeout: LongestCheck);
        services.ConfigureHttpJsonOptions(json => WriteAsApi(json.SerializerOptions));
        services.AddTransient<IStartupFilter, UnexpectedFailures>();
        services.AddOpenApi("v1", ApiDocument.Describe);
        return services;
    }

    private static void WriteAsApi(JsonSerializerOptions json)
    {
        json.TypeInfoResolverChain.Insert(0, ManagementJson.Default);
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.NumberHandling = JsonNumberHandling.Strict;

        // Answers, problems included, are JSON and never part of a page: quotation marks and umlauts stay readable.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
