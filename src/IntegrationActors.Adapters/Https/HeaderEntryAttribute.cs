using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Https.Sender;

namespace IntegrationActors.Adapters.Https;

/// <summary>Checks the entries of a list of headers: names that can take this way at all, or <c>*</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HeaderEntryAttribute(HeaderWay way) : ValidationAttribute
{
    public HeaderWay Way { get; } = way;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string entry && Check(entry) is { } problem ? new ValidationResult(problem) : ValidationResult.Success;

    /// <summary>Other platforms separate names by a bar in one text.</summary>
    public static string WriteList(string entry) => $"'{entry}' holds several names in one entry; write a list: [{string.Join(", ", entry.Split('|', StringSplitOptions.RemoveEmptyEntries))}]";

    private string? Check(string entry)
    {
        if (Way == HeaderWay.FromSender)
        {
            return AllowedHeaders.Check(entry);
        }

        if (entry.Contains('|', StringComparison.Ordinal))
        {
            return WriteList(entry);
        }

        if (entry == "*" || MayTravel(entry))
        {
            return null;
        }

        return ReservedHeaders.IsName(entry)
            ? $"header '{entry}' is the runtime's own or belongs to one connection; leave it out"
            : $"'{entry}' is no header name; write names, or '*' alone";
    }

    private bool MayTravel(string name) => ReservedHeaders.IsName(name) && Way switch
    {
        HeaderWay.ToSender => ReservedHeaders.IsForAnswers(name),
        HeaderWay.ToReceiver => ReservedHeaders.IsForReceivers(name),
        _ => ReservedHeaders.IsFromReceivers(name),
    };
}
