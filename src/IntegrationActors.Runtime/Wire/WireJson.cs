using System.Text.Json.Serialization;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Wire;

/// <summary>How wire types look as JSON. Names of members are part of what lies on disk: add members with a default, never rename or remove one.
/// A member that is missing is set to null all the same, so its <c>init</c> keeps the default then.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TenantEvent.Created), TypeInfoPropertyName = "TenantCreated")]
[JsonSerializable(typeof(TenantEvent.FlowDeployed))]
[JsonSerializable(typeof(TenantEvent.FlowProved))]
[JsonSerializable(typeof(TenantEvent.FlowUndeployed))]
[JsonSerializable(typeof(TenantEvent.LogLevelChanged))]
[JsonSerializable(typeof(TenantEvent.Assigned))]
[JsonSerializable(typeof(TenantEvent.Deleted), TypeInfoPropertyName = "TenantDeleted")]
[JsonSerializable(typeof(TenantState))]
[JsonSerializable(typeof(TenantCommand.Ensure), TypeInfoPropertyName = "EnsureTenant")]
[JsonSerializable(typeof(TenantCommand.Settle))]
[JsonSerializable(typeof(TenantCommand.Deploy))]
[JsonSerializable(typeof(TenantCommand.Undeploy))]
[JsonSerializable(typeof(TenantCommand.SetLogLevel))]
[JsonSerializable(typeof(TenantCommand.Assign))]
[JsonSerializable(typeof(TenantCommand.Delete), TypeInfoPropertyName = "DeleteTenant")]
[JsonSerializable(typeof(TenantCommand.List), TypeInfoPropertyName = "ListFlows")]
[JsonSerializable(typeof(TenantCommand.Find))]
[JsonSerializable(typeof(TenantCommand.Probe), TypeInfoPropertyName = "ProbeFlow")]
[JsonSerializable(typeof(TenantCommand.Pull))]
[JsonSerializable(typeof(TenantCommand.Report))]
[JsonSerializable(typeof(TenantAnswer.Done))]
[JsonSerializable(typeof(TenantAnswer.Flow))]
[JsonSerializable(typeof(TenantAnswer.Flows))]
[JsonSerializable(typeof(TenantAnswer.Probed))]
[JsonSerializable(typeof(TenantAnswer.Conflict))]
[JsonSerializable(typeof(TenantAnswer.Failed))]
[JsonSerializable(typeof(TenantAnswer.Unknown))]
[JsonSerializable(typeof(TenantAnswer.Added), TypeInfoPropertyName = "TenantAdded")]
[JsonSerializable(typeof(TenantAnswer.Names))]
[JsonSerializable(typeof(TenantAnswer.Forgotten))]
[JsonSerializable(typeof(DirectoryCommand.Add))]
[JsonSerializable(typeof(DirectoryCommand.Remove), TypeInfoPropertyName = "RemoveTenant")]
[JsonSerializable(typeof(DirectoryCommand.Forget), TypeInfoPropertyName = "ForgetTenant")]
[JsonSerializable(typeof(DirectoryEvent.Removing), TypeInfoPropertyName = "DirectoryRemoving")]
[JsonSerializable(typeof(DirectoryEvent.Restated), TypeInfoPropertyName = "DirectoryRestated")]
[JsonSerializable(typeof(DirectoryCommand.List), TypeInfoPropertyName = "ListTenants")]
[JsonSerializable(typeof(DirectoryEvent.Added), TypeInfoPropertyName = "DirectoryAdded")]
[JsonSerializable(typeof(CellCommand.Ensure), TypeInfoPropertyName = "EnsureCell")]
[JsonSerializable(typeof(CellCommand.Desired))]
[JsonSerializable(typeof(CellCommand.Measure))]
[JsonSerializable(typeof(CellCommand.Probe), TypeInfoPropertyName = "ProbeCell")]
[JsonSerializable(typeof(CellCommand.Retire))]
internal sealed partial class WireJson : JsonSerializerContext;
