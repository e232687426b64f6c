using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace IntegrationActors.Definitions.Binding;

/// <summary>A name of headers: a plain name, a regular expression that can't run away, or <c>*</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HeaderPatternAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value is string text and not "*" && !IsPattern(text)
        ? new ValidationResult($"'{Wording.Short(text)}' is neither a name of a header nor a regular expression without lookaround and back references")
        : ValidationResult.Success;

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
