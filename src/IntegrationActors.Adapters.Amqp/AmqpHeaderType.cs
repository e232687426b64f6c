namespace IntegrationActors.Adapters.Amqp;

/// <summary>Type of an application property.</summary>
public enum AmqpHeaderType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Whole number of 32 bits.</summary>
    Int,

    /// <summary>Whole number of 64 bits.</summary>
    Long,

    /// <summary>Number of 64 bits in binary form (IEEE 754).</summary>
    Double,

    /// <summary>A time; the header has milliseconds since 1970.</summary>
    Timestamp,
}
