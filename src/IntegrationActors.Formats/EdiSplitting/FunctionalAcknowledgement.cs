using System.Runtime.Serialization;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>Transaction sets of X12 that acknowledge functional groups.</summary>
public enum FunctionalAcknowledgement
{
    /// <summary>The functional acknowledgment.</summary>
    [EnumMember(Value = "997")]
    Set997,

    /// <summary>The implementation acknowledgment, as health care in the United States demands it (005010X231A1).</summary>
    [EnumMember(Value = "999")]
    Set999,
}
