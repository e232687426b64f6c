using System.ComponentModel.DataAnnotations;
using IntegrationActors.Storage;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Checks a map of host names to tenants: names of hosts without port, each once whatever its case, and names that tenants can have.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HostTenantsAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var hosts = (IReadOnlyDictionary<string, string>)value!;
        var problems = hosts.Select(h => Check(h.Key, h.Value)).Concat(Twice(hosts.Keys)).OfType<string>().ToArray();
        return problems.Length == 0 ? ValidationResult.Success : new ValidationResult($"'{validationContext.DisplayName}': {string.Join("; ", problems)}");
    }

    private static string? Check(string host, string tenant)
    {
        if (Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4) || host.EndsWith('.'))
        {
            return $"'{host}' is no host name; write it alone, without scheme, port and wildcard: \"orders.example.org\" = acme";
        }

        return TenantName.IsValid(tenant) ? null : $"'{tenant}' of host '{host}' can't be the name of a tenant; use a-z, 0-9 and '-', beginning with a letter";
    }

    private static IEnumerable<string> Twice(IEnumerable<string> hosts) =>
        hosts.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => $"host '{g.Key}' stands there {g.Count()} times");
}
