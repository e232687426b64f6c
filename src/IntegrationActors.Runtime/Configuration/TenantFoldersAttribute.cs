using System.ComponentModel.DataAnnotations;
using IntegrationActors.Storage;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Checks a map of tenants to folders: names that tenants can have, and whole paths.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TenantFoldersAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var problems = ((IReadOnlyDictionary<string, string>)value!).Select(f => Check(f.Key, f.Value)).OfType<string>().ToArray();
        return problems.Length == 0 ? ValidationResult.Success : new ValidationResult($"'{validationContext.DisplayName}': {string.Join("; ", problems)}");
    }

    private static string? Check(string tenant, string folder) => !TenantName.IsValid(tenant)
        ? $"'{tenant}' can't be the name of a tenant; use a-z, 0-9 and '-', beginning with a letter"
        : Path.IsPathFullyQualified(folder) ? null : $"'{folder}' of tenant '{tenant}' is no whole path; write one that begins at the root";
}
