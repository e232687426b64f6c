using System.Text.Json.Serialization;
using IntegrationActors.Management.Aggregations;
using IntegrationActors.Management.Backups;
using IntegrationActors.Management.Channels;
using IntegrationActors.Management.Clients;
using IntegrationActors.Management.Credentials;
using IntegrationActors.Management.DataStores;
using IntegrationActors.Management.Failures;
using IntegrationActors.Management.Flows;
using IntegrationActors.Management.IdMappings;
using IntegrationActors.Management.Keys;
using IntegrationActors.Management.Locks;
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

namespace IntegrationActors.Management;

/// <summary>How the API writes and reads JSON: camel case, enums as words, unknown members refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Page<TenantView>))]
[JsonSerializable(typeof(Page<FlowView>))]
[JsonSerializable(typeof(Page<FlowChannelView>))]
[JsonSerializable(typeof(Page<ChannelProbeView>))]
[JsonSerializable(typeof(Page<MessageView>))]
[JsonSerializable(typeof(Page<ClientView>))]
[JsonSerializable(typeof(Page<CredentialView>))]
[JsonSerializable(typeof(Page<TokenView>))]
[JsonSerializable(typeof(Page<OperationView>))]
[JsonSerializable(typeof(FailuresView))]
[JsonSerializable(typeof(FailureRetryRequest))]
[JsonSerializable(typeof(ResendView))]
[JsonSerializable(typeof(RestoreView))]
[JsonSerializable(typeof(Page<QueueView>))]
[JsonSerializable(typeof(Page<QueueMessageView>))]
[JsonSerializable(typeof(QueueChangeView))]
[JsonSerializable(typeof(QueueSelectionRequest))]
[JsonSerializable(typeof(QueueMoveRequest))]
[JsonSerializable(typeof(Page<NumberRangeView>))]
[JsonSerializable(typeof(NumberRangeRequest))]
[JsonSerializable(typeof(Page<VariableView>))]
[JsonSerializable(typeof(VariableRequest))]
[JsonSerializable(typeof(Page<DataStoreView>))]
[JsonSerializable(typeof(Page<DataStoreEntryView>))]
[JsonSerializable(typeof(Page<IdMappingView>))]
[JsonSerializable(typeof(Page<LockView>))]
[JsonSerializable(typeof(Page<AggregationView>))]
[JsonSerializable(typeof(Page<PersistedMessageView>))]
[JsonSerializable(typeof(IReadOnlyList<NameValue>))]
[JsonSerializable(typeof(Page<KeyView>))]
[JsonSerializable(typeof(MasterKeyView))]
[JsonSerializable(typeof(DeploymentView))]
[JsonSerializable(typeof(LintView))]
[JsonSerializable(typeof(MessageDetailView))]
[JsonSerializable(typeof(TraceView))]
[JsonSerializable(typeof(InputView))]
[JsonSerializable(typeof(ServerView))]
[JsonSerializable(typeof(NewSecretView))]
[JsonSerializable(typeof(NewTokenView))]
[JsonSerializable(typeof(LogLevelRequest))]
[JsonSerializable(typeof(ParametersRequest))]
[JsonSerializable(typeof(ClientRequest))]
[JsonSerializable(typeof(ClientRoles))]
[JsonSerializable(typeof(CredentialRequest))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(string))]
internal sealed partial class ManagementJson : JsonSerializerContext;
