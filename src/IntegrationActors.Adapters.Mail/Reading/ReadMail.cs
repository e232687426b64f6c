using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Mail.Reading;

/// <summary>What a mail became.</summary>
/// <param name="Message">For the flow.</param>
/// <param name="Properties">For the flow.</param>
/// <param name="Sender">Address that the mail says it is from.</param>
/// <param name="Obstacle">Why the flow can't have it; null when it can.</param>
internal sealed record ReadMail(Message Message, PropertyMap Properties, string? Sender, Fault? Obstacle);
