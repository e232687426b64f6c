using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Wire;

/// <summary>
/// The closed list of what travels between nodes or lies in the journal. A name is never given to another type; a shape that old nodes or old disks can't
/// read gets a new number, and the old one stays for reading.
/// </summary>
internal static class WireTypes
{
    private static readonly (string Manifest, JsonTypeInfo Type)[] All =
    [
        ("tenant-created.1", WireJson.Default.TenantCreated),
        ("flow-deployed.1", WireJson.Default.FlowDeployed),
        ("flow-proved.1", WireJson.Default.FlowProved),
        ("flow-undeployed.1", WireJson.Default.FlowUndeployed),
        ("log-level-changed.1", WireJson.Default.LogLevelChanged),
        ("tenant-assigned.1", WireJson.Default.Assigned),
        ("tenant-state.1", WireJson.Default.TenantState),
        ("directory-added.1", WireJson.Default.DirectoryAdded),
        ("tenant-deleted.1", WireJson.Default.TenantDeleted),
        ("directory-removing.1", WireJson.Default.DirectoryRemoving),
        ("directory-restated.1", WireJson.Default.DirectoryRestated),

        ("ensure-tenant.1", WireJson.Default.EnsureTenant),
        ("settle.1", WireJson.Default.Settle),
        ("deploy.1", WireJson.Default.Deploy),
        ("undeploy.1", WireJson.Default.Undeploy),
        ("set-log-level.1", WireJson.Default.SetLogLevel),
        ("assign.1", WireJson.Default.Assign),
        ("list-flows.1", WireJson.Default.ListFlows),
        ("find-flow.1", WireJson.Default.Find),
        ("probe-flow.1", WireJson.Default.ProbeFlow),
        ("pull.1", WireJson.Default.Pull),
        ("report.1", WireJson.Default.Report),

        ("done.1", WireJson.Default.Done),
        ("flow.1", WireJson.Default.Flow),
        ("flows.1", WireJson.Default.Flows),
        ("probed.1", WireJson.Default.Probed),
        ("conflict.1", WireJson.Default.Conflict),
        ("failed.1", WireJson.Default.Failed),
        ("unknown-tenant.1", WireJson.Default.Unknown),
        ("tenant-added.1", WireJson.Default.TenantAdded),
        ("tenant-names.1", WireJson.Default.Names),

        ("add-tenant.1", WireJson.Default.Add),
        ("list-tenants.1", WireJson.Default.ListTenants),
        ("remove-tenant.1", WireJson.Default.RemoveTenant),
        ("forget-tenant.1", WireJson.Default.ForgetTenant),
        ("delete-tenant.1", WireJson.Default.DeleteTenant),
        ("tenant-forgotten.1", WireJson.Default.Forgotten),

        ("ensure-cell.1", WireJson.Default.EnsureCell),
        ("desired.1", WireJson.Default.Desired),
        ("measure.1", WireJson.Default.Measure),
        ("probe-cell.1", WireJson.Default.ProbeCell),
        ("retire.1", WireJson.Default.Retire),
    ];

    public static FrozenDictionary<string, JsonTypeInfo> ByManifest { get; } = All.ToFrozenDictionary(t => t.Manifest, t => t.Type, StringComparer.Ordinal);

    public static FrozenDictionary<Type, string> Manifests { get; } = All.ToFrozenDictionary(t => t.Type.Type, t => t.Manifest);
}
