// What the REST interface answers, as in resources/api/openapi.yaml.

export type Visibility = 'public' | 'private';
export type ConversationState = 'open' | 'waiting' | 'resolved';
export type HandleKind = 'email' | 'phone' | 'fediverse' | 'anonymous';
export type DeliveryState = 'queued' | 'sending' | 'accepted' | 'delivered' | 'read' | 'failed' | 'unknown' | 'by-person' | 'cancelled';
export type DeliveryResult = 'done' | 'not-reached' | 'retry' | 'give-up' | 'take-back' | 'hand-back';
export type Doing = 'reading' | 'replying' | 'none';
export type Language = 'fr' | 'en';
export type Sort = 'promise' | 'activity' | 'arrival' | 'return';
export type ResolutionReason = 'solved' | 'by-phone' | 'no-answer-expected' | 'duplicate' | 'not-ours' | 'unwanted';

export interface Problem { type: string; title: string; status: number; detail?: string; errors?: FieldError[]; answer?: FasterAnswer }
export interface FasterAnswer { messageId: string; agentId: string; name: string; at: string }
export interface FieldError { field: string; detail: string; term?: string; allowed?: string[]; words?: Words }
export type Role = 'agent' | 'lead' | 'administrator' | 'operator' | 'agency';
export type Permission = 'enter' | 'converse' | 'merge-people' | 'read-ledger' | 'write-canned-answers' | 'keep-words' | 'operate' | 'control-channels' | 'administer';
export interface Agent { id: string; account: string; name: string; role: Role; hours?: string; language: Language; teamIds?: string[]; extension?: string; availability?: Availability; active?: boolean }
export type Availability = 'available' | 'away' | 'off';
export interface AgentImport { agents: {line: number; account: string; name: string; role: Agent['role']; teams: string[]; known: boolean; password?: string}[]; mistakes: ImportMistake[] }
export interface ImportMistake { line: number; column: string; code: string; value: string }
export interface Session { agent: Agent; permissions: Permission[]; csrfToken: string; expiresAt?: string }
export interface Token { id: string; name: string; createdAt: string; usedAt?: string; expiresAt?: string }
export interface NewToken { id: string; name: string; secret: string }
export interface Team { id: string; name: string; mention?: string }
export interface Tag { id: string; name: string }
export interface Topic { id: string; name: string; words: string[]; version: number }
export interface WordUse { id: string; conversations: number; capped: boolean }
export interface WordUses { topics: WordUse[]; tags: WordUse[]; unlisted: { word: string; conversations: number }[] }
export interface View { view: 'to-handle' | 'mine' | 'waiting' | 'expert' | 'snoozed' | 'resolved' | 'all' | 'team' | 'channel'; team?: string; channel?: string; label?: string; count: number; capped: boolean; owed?: number }

export interface ConversationRow {
  id: string; number: number; channelId: string; contact: { id: string; name?: string }; subject?: string; topic?: string; state: ConversationState;
  teamId?: string; assigneeId?: string; visibility: Visibility; snippet: string; createdAt: string; lastMessageAt: string; owedSince?: string;
  messageCount: number; version: number; trouble?: 'failed' | 'unknown' | 'by-person'; unread: boolean; snoozedUntil?: string; expert?: string; urgent?: boolean; tags?: Tag[]; match?: { messageId: string; part?: 'text' | 'subject'; text: string; ranges: number[][] };
}
export interface Conversation extends ConversationRow { channel: Channel; answersId?: string; answersRevision?: number; replyVisibility: Visibility; replyTo?: string; replyChannelId: string; mentioned?: boolean; mergedInto?: { id: string; number: number }; notices?: Delivery[] }
export interface ConversationChange { version?: number; assigneeId?: string | null; teamId?: string | null; state?: ConversationState; reason?: string; topic?: string | null; snoozedUntil?: string; expert?: string; urgent?: boolean; addTags?: string[]; removeTags?: string[]; reasonCode?: ResolutionReason }
export interface Reply { text: string; answersId?: string; answersRevision?: number; seenId?: string; visibility?: Visibility; attachmentIds?: string[]; holdSeconds?: number; sendAt?: string; then?: ConversationState }

export interface HistoryEntry {
  id: number; at: string; agentId?: string; state?: [ConversationState, ConversationState]; snoozedUntil?: [string | null, string | null]; expert?: [string | null, string | null]; assigneeId?: [string | null, string | null];
  teamId?: [string | null, string | null]; topic?: [string | null, string | null]; urgent?: [boolean, boolean]; tagsAdded?: string[]; tagsRemoved?: string[]; contact?: 'merged' | 'separated'; reasonCode?: string; reason?: string; noteId?: string; note?: string;
  move?: 'merged' | 'merged-into' | 'split-off' | 'split-from' | 'merge-undone' | 'split-undone'; moveId?: string; undoable?: boolean; messages?: number;
  link?: 'added' | 'removed'; linkKind?: LinkKind; otherNumber?: number;
}

export type LinkKind = 'related' | 'duplicate' | 'follow-up';
export interface Link { kind: LinkKind; conversation: ConversationRow }
export interface Move { id: string; fromId: string; toId: string }

export interface KeptDraft {
  agentId: string; reply: string; note: string; visibility?: Visibility; answers?: { id: string; revision?: number; visibility: Visibility; to?: string; channelId: string };
  seenId?: string; attachments: Attachment[]; replyKey?: string; noteKey?: string; version: number; updatedAt: string;
}

export interface BegunDraft { conversation: ConversationRow; words: string; updatedAt: string }

export interface SavedView { id: string; name: string; query: string; agentId: string; teamId?: string; version: number }

export interface CannedAnswer {
  id: string; code: string; title: string; french?: string; english?: string; teamId?: string; archived: boolean; version: number; updatedBy?: string; updatedAt: string;
}

export interface Fold { kind: 'quotation' | 'signature'; start: number; end: number }
export interface Attachment { id: string; name: string; mediaType: string; size: number; inline?: boolean; description?: string }
export interface Delivery {
  id: string; state: DeliveryState; conversationId?: string; messageId?: string; to?: string; subject?: string; channelId?: string; attempts?: number; nextAttemptAt?: string;
  fault?: { owner: string; code: string; detail: string }; script?: string; updatedAt?: string;
}
export interface Trouble extends Delivery { conversationNumber: number; channelId: string; updatedAt: string }
export interface Message {
  id: string; kind: 'inbound' | 'outbound' | 'note'; visibility: Visibility; automatic?: boolean;
  author: { name?: string; handle?: string; agentId?: string; contactId?: string }; takenBy?: string; channelId?: string; subject?: string; text: string;
  folds?: Fold[]; mentions?: { start: number; end: number; agentId?: string; teamId?: string }[]; hasHtml?: boolean; hasOriginal?: boolean; warning?: string; fields?: Record<string, string>; defects?: { code: string; detail: string }[];
  sentAt: string; createdAt: string; editedAt?: string; revision?: number; deletedAt?: string; owed?: boolean; attachments: Attachment[]; delivery?: Delivery;
}
export interface KnownConcern { reason: 'assigned' | 'handed-over' | 'handed-over-team' | 'back' | 'due' | 'undelivered'; conversationId: string; number: number; at: string; messageId?: string; by?: string; seen: boolean }
export interface Mention { message: Message; conversation: ConversationRow; teamId?: string; unread: boolean }
export interface MentionPage extends Page<Mention> { unread: number }
export interface Revision { text: string; replacedAt: string; attachments: Attachment[] }

export interface Handle { kind: HandleKind; value: string; name?: string; profile?: string; stated?: boolean; channelId?: string; lastSeen?: string }
export interface Contact { id: string; name?: string; language?: string; handles: Handle[]; conversations?: ConversationRow[] }
export type MergeReason = 'same-email' | 'same-phone' | 'said-so' | 'other';
export interface Evidence { sort: 'email' | 'phone' | 'fediverse' | 'name'; value: string }
export interface Suggestion extends Contact { evidence: Evidence[] }
export interface Merge { id: string; contactId: string; name?: string; note?: string; reason: MergeReason; words?: string; agentId: string; at: string; undoable: boolean }
export interface Person extends Contact {
  version: number; languageGuessed?: boolean; usualChannelId?: string; note?: { text: string; agentId: string; at: string }; mergedIntoId?: string; merges: Merge[]; suggestions: Suggestion[];
}
export interface PersonChange {
  id: number; at: string; agentId?: string; what: 'edited' | 'renamed' | 'merged' | 'merged-into' | 'separated' | 'told-apart' | 'not-told-apart'; name?: [string | null, string | null]; language?: [string | null, string | null];
  note?: boolean; otherId?: string; otherName?: string; reason?: MergeReason; words?: string;
}

export interface TextLimit { maximum: number; unit: 'graphemes' | 'code-points' | 'utf8-bytes' | 'weighted' | 'sms-parts'; urlLength?: number; mentionsCountLocalPart?: boolean }
export interface MediaLimits { maximumCount: number; maximumBytes: number; types?: string[] }
export type HealthState = 'ready' | 'degraded' | 'needs-operator' | 'starting' | 'restarting' | 'absent' | 'paused';
export interface Channel {
  id: string; type: string; label: string; setUp?: 'file' | 'desk' | 'nowhere'; health: { state: HealthState; detail?: string; code?: string }; paused?: { since: string; agentId?: string }; sendsPerHour?: number; mostSendsPerHour?: number;
  page?: string; teamId?: string; waiting?: number; limit?: TextLimit; media?: MediaLimits;
  reaches?: HandleKind[]; visibilities?: Visibility[]; features?: string[]; operator?: { name: string; jurisdiction: string; protocol: string; openProtocol: boolean };
}
export interface Words { fr?: string; en?: string }
export interface FormField {
  key: string; kind: 'text' | 'number' | 'flag' | 'duration' | 'address' | 'path' | 'size' | 'choice' | 'group'; label: Words; help: Words;
  required?: boolean; secret?: boolean; many?: boolean; optional?: boolean; fallback?: string; choices?: { value: string; label: Words }[]; fields?: FormField[];
}
export interface ChannelType { type: string; label: Words; help: Words; fields: FormField[] }
export interface ChannelSettings { id: string; type: string; label: string; teamId?: string; settings: Record<string, unknown>; secrets: string[]; version: number; changedAt: string; changedBy?: string }
export interface ChannelTest { good: boolean; inTime: boolean; steps: { step: string; good: boolean; label: Words; detail: string; code?: string; why?: Words }[] }
export interface ChangedField { field: string; label?: Words; told?: boolean; before?: string[]; after?: string[] }
export interface AdministrationChange {
  id: number; at: string; kind: string; agentId?: string; channelId?: string; channel?: string; type?: string; subjectId?: string; name?: string; good?: boolean; changes: ChangedField[];
}
export interface AdministrationPage { items: AdministrationChange[]; next?: number }
export interface Plugin { id: string; version?: string; types?: string[]; fault?: string }

export interface Change { kind: string; at: string; conversationId?: string; messageId?: string; channelId?: string; agentId?: string; detail?: Record<string, unknown> }
export interface Sign { conversationId: string; agentId: string; doing: Doing }
export type PresenceEvent = Sign | { everybody: Sign[] };

export interface Node { id: string; name: string; version: string; startedAt: string; alive: boolean; draining: boolean; answering: boolean; lag?: { changes: number; seconds: number } }
export interface Queue { queued: number; due: number; sending: number; oldestSeconds?: number; failed: number; unknown: number; byPerson: number }
export interface OwnedChannel {
  id: string; label: string; configured: boolean; ownerId?: string; ownedSince?: string; epoch: number; health?: { state: HealthState; detail?: string; code?: string }; queue: Queue;
  healthSince?: string; lastFault?: { at: string; code?: string; detail: string };
}
export interface Cluster { nodes: Node[]; channels: OwnedChannel[] }
export interface Page<T> { items: T[]; next?: string }
