using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>What can go wrong with XML signatures alone.</summary>
public static class XmlFault
{
    internal static FaultException Refused(string why) =>
        new("IA3721", $"The XML signature is not accepted: {why}.", "Ask the sender for one signature of the whole document, or of one element with an id.");

    /// <summary>IA3722: there is no place for the signature.</summary>
    public static FaultException NoPlace(string why) =>
        new("IA3722", $"The document can't be signed: {why}.", "ia trace shows the body before this step.");
}
