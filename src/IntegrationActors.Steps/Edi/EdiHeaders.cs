using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Steps.Edi;

/// <summary>What envelopes say, as headers.</summary>
internal static class EdiHeaders
{
    /// <summary>Header of an acknowledgement.</summary>
    public const string Acknowledgement = "SAP_EDI_ACKNOWLEDGEMENT";

    /// <summary>Sets all headers of the envelope; those that it doesn't say are removed, so that none is left of another message.</summary>
    public static void Set(HeaderMap headers, EdiEnvelope envelope)
    {
        foreach (var (name, value) in envelope.Headers())
        {
            headers.Set(name, value.Length == 0 ? null : value);
        }
    }

    /// <summary>Media type of an interchange (RFC 1767).</summary>
    public static string ContentType(EdiStandard standard) => standard == EdiStandard.Edifact ? "application/EDIFACT" : "application/EDI-X12";
}
