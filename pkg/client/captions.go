package client

// CaptionTrack is captions of a stream that viewers may choose.
type CaptionTrack struct {
	ID       string `json:"id"`                 // CC1 to CC4, SERVICE1 to SERVICE63: in the video; another one: WebVTT beside it
	Name     string `json:"name,omitempty"`     // for viewers
	Language string `json:"language,omitempty"` // RFC 5646
	Default  bool   `json:"default,omitempty"`  // shown to who has chosen nothing
}
