class Mo{addEventListener(){}removeEventListener(){}dispatchEvent(){return!0}}class Lo extends Mo{}class Gr extends Lo{constructor(){super(...arguments),this.role=null}}class ed{observe(){}unobserve(){}disconnect(){}}const Do={createElement:function(){return new Ri.HTMLElement},createElementNS:function(){return new Ri.HTMLElement},addEventListener(){},removeEventListener(){},dispatchEvent(t){return!1}},Ri={ResizeObserver:ed,document:Do,Node:Lo,Element:Gr,HTMLElement:class extends Gr{constructor(){super(...arguments),this.innerHTML=""}get content(){return new Ri.DocumentFragment}},DocumentFragment:class extends Mo{},customElements:{get:function(){},define:function(){},whenDefined:function(){}},localStorage:{getItem(t){return null},setItem(t,e){},removeItem(t){}},CustomEvent:function(){},getComputedStyle:function(){},navigator:{languages:[],get userAgent(){return""}},matchMedia(t){return{matches:!1,media:t}},DOMParser:class{parseFromString(e,i){return{body:{textContent:e}}}}},Ro="global"in globalThis&&globalThis?.global===globalThis||typeof window>"u"||typeof window.customElements>"u",Co=Object.keys(Ri).every(t=>t in globalThis),d=Ro&&!Co?Ri:globalThis,q=Ro&&!Co?Do:globalThis.document,p={MEDIA_PLAY_REQUEST:"mediaplayrequest",MEDIA_PAUSE_REQUEST:"mediapauserequest",MEDIA_MUTE_REQUEST:"mediamuterequest",MEDIA_UNMUTE_REQUEST:"mediaunmuterequest",MEDIA_LOOP_REQUEST:"medialooprequest",MEDIA_VOLUME_REQUEST:"mediavolumerequest",MEDIA_SEEK_REQUEST:"mediaseekrequest",MEDIA_AIRPLAY_REQUEST:"mediaairplayrequest",MEDIA_ENTER_FULLSCREEN_REQUEST:"mediaenterfullscreenrequest",MEDIA_EXIT_FULLSCREEN_REQUEST:"mediaexitfullscreenrequest",MEDIA_PREVIEW_REQUEST:"mediapreviewrequest",MEDIA_ENTER_PIP_REQUEST:"mediaenterpiprequest",MEDIA_EXIT_PIP_REQUEST:"mediaexitpiprequest",MEDIA_ENTER_CAST_REQUEST:"mediaentercastrequest",MEDIA_EXIT_CAST_REQUEST:"mediaexitcastrequest",MEDIA_SHOW_TEXT_TRACKS_REQUEST:"mediashowtexttracksrequest",MEDIA_HIDE_TEXT_TRACKS_REQUEST:"mediahidetexttracksrequest",MEDIA_SHOW_SUBTITLES_REQUEST:"mediashowsubtitlesrequest",MEDIA_DISABLE_SUBTITLES_REQUEST:"mediadisablesubtitlesrequest",MEDIA_TOGGLE_SUBTITLES_REQUEST:"mediatogglesubtitlesrequest",MEDIA_PLAYBACK_RATE_REQUEST:"mediaplaybackraterequest",MEDIA_RENDITION_REQUEST:"mediarenditionrequest",MEDIA_AUDIO_TRACK_REQUEST:"mediaaudiotrackrequest",MEDIA_SEEK_TO_LIVE_REQUEST:"mediaseektoliverequest",REGISTER_MEDIA_STATE_RECEIVER:"registermediastatereceiver",UNREGISTER_MEDIA_STATE_RECEIVER:"unregistermediastatereceiver"},L={MEDIA_CHROME_ATTRIBUTES:"mediachromeattributes",MEDIA_CONTROLLER:"mediacontroller"},xo={MEDIA_AIRPLAY_UNAVAILABLE:"mediaAirplayUnavailable",MEDIA_AUDIO_TRACK_ENABLED:"mediaAudioTrackEnabled",MEDIA_AUDIO_TRACK_LIST:"mediaAudioTrackList",MEDIA_AUDIO_TRACK_UNAVAILABLE:"mediaAudioTrackUnavailable",MEDIA_BUFFERED:"mediaBuffered",MEDIA_CAST_UNAVAILABLE:"mediaCastUnavailable",MEDIA_CHAPTERS_CUES:"mediaChaptersCues",MEDIA_CURRENT_TIME:"mediaCurrentTime",MEDIA_DURATION:"mediaDuration",MEDIA_ENDED:"mediaEnded",MEDIA_ERROR:"mediaError",MEDIA_ERROR_CODE:"mediaErrorCode",MEDIA_ERROR_MESSAGE:"mediaErrorMessage",MEDIA_FULLSCREEN_UNAVAILABLE:"mediaFullscreenUnavailable",MEDIA_HAS_PLAYED:"mediaHasPlayed",MEDIA_HEIGHT:"mediaHeight",MEDIA_IS_AIRPLAYING:"mediaIsAirplaying",MEDIA_IS_CASTING:"mediaIsCasting",MEDIA_IS_FULLSCREEN:"mediaIsFullscreen",MEDIA_IS_PIP:"mediaIsPip",MEDIA_LOADING:"mediaLoading",MEDIA_MUTED:"mediaMuted",MEDIA_LOOP:"mediaLoop",MEDIA_PAUSED:"mediaPaused",MEDIA_PIP_UNAVAILABLE:"mediaPipUnavailable",MEDIA_PLAYBACK_RATE:"mediaPlaybackRate",MEDIA_PREVIEW_CHAPTER:"mediaPreviewChapter",MEDIA_PREVIEW_COORDS:"mediaPreviewCoords",MEDIA_PREVIEW_IMAGE:"mediaPreviewImage",MEDIA_PREVIEW_TIME:"mediaPreviewTime",MEDIA_RENDITION_LIST:"mediaRenditionList",MEDIA_RENDITION_SELECTED:"mediaRenditionSelected",MEDIA_RENDITION_UNAVAILABLE:"mediaRenditionUnavailable",MEDIA_SEEKABLE:"mediaSeekable",MEDIA_STREAM_TYPE:"mediaStreamType",MEDIA_SUBTITLES_LIST:"mediaSubtitlesList",MEDIA_SUBTITLES_SHOWING:"mediaSubtitlesShowing",MEDIA_TARGET_LIVE_WINDOW:"mediaTargetLiveWindow",MEDIA_TIME_IS_LIVE:"mediaTimeIsLive",MEDIA_VOLUME:"mediaVolume",MEDIA_VOLUME_LEVEL:"mediaVolumeLevel",MEDIA_VOLUME_UNAVAILABLE:"mediaVolumeUnavailable",MEDIA_LANG:"mediaLang",MEDIA_WIDTH:"mediaWidth"},Oo=Object.entries(xo),r=Oo.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{}),td={USER_INACTIVE_CHANGE:"userinactivechange",BREAKPOINTS_CHANGE:"breakpointchange",BREAKPOINTS_COMPUTED:"breakpointscomputed"},Kt=Oo.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{...td});Object.entries(Kt).reduce((t,[e,i])=>{const a=r[e];return a&&(t[i]=a),t},{userinactivechange:"userinactive"});const id=Object.entries(r).reduce((t,[e,i])=>{const a=Kt[e];return a&&(t[i]=a),t},{userinactive:"userinactivechange"}),Re={SUBTITLES:"subtitles",CAPTIONS:"captions",CHAPTERS:"chapters",METADATA:"metadata"},Nt={DISABLED:"disabled",SHOWING:"showing"},wn={MOUSE:"mouse",PEN:"pen",TOUCH:"touch"},te={UNAVAILABLE:"unavailable",UNSUPPORTED:"unsupported"},Le={LIVE:"live",ON_DEMAND:"on-demand",UNKNOWN:"unknown"},ad={FULLSCREEN:"fullscreen"},qr=new WeakMap,ys=t=>{let e=qr.get(t);return e||qr.set(t,e=new Set),e},Uo=new d.ResizeObserver(t=>{for(const e of t)for(const i of ys(e.target))i(e)});function Gt(t,e){ys(t).add(e),Uo.observe(t)}function qt(t,e){const i=ys(t);i.delete(e),i.size||Uo.unobserve(t)}function de(t){const e={};for(const i of t)e[i.name]=i.value;return e}function je(t){var e;return(e=Dn(t))!=null?e:zt(t,"media-controller")}function Dn(t){var e;const{MEDIA_CONTROLLER:i}=L,a=t.getAttribute(i);if(a)return(e=pn(t))==null?void 0:e.getElementById(a)}const Be=(t,e)=>!t||!e?!1:t?.contains(e)?!0:Be(t,e.getRootNode().host),zt=(t,e)=>{if(!t)return null;const i=t.closest(e);return i||zt(t.getRootNode().host,e)};function ws(t=document){var e;const i=t?.activeElement;return i?(e=ws(i.shadowRoot))!=null?e:i:null}function pn(t){var e;const i=(e=t?.getRootNode)==null?void 0:e.call(t);return i instanceof ShadowRoot||i instanceof Document?i:null}function Po(t,{depth:e=3,checkOpacity:i=!0,checkVisibilityCSS:a=!0}={}){if(t.checkVisibility)return t.checkVisibility({checkOpacity:i,checkVisibilityCSS:a});let n=t;for(;n&&e>0;){const s=getComputedStyle(n);if(i&&s.opacity==="0"||a&&s.visibility==="hidden"||s.display==="none")return!1;n=n.parentElement,e--}return!0}function nd(t,e,i,a){const n=a.x-i.x,s=a.y-i.y,o=n*n+s*s;if(o===0)return 0;const l=((t-i.x)*n+(e-i.y)*s)/o;return Math.max(0,Math.min(1,l))}function F(t,e){const i=sd(t,a=>a===e);return i||Ms(t,e)}function sd(t,e){var i,a;let n;for(n of(i=t.querySelectorAll("style:not([media])"))!=null?i:[]){let s;try{s=(a=n.sheet)==null?void 0:a.cssRules}catch{continue}for(const o of s??[])if(e(o.selectorText))return o}}function Ms(t,e){var i,a;const n=(i=t.querySelectorAll("style:not([media])"))!=null?i:[],s=n?.[n.length-1];if(!s?.sheet)return console.warn("Media Chrome: No style sheet found on style tag of",t),{style:{setProperty:()=>{},removeProperty:()=>"",getPropertyValue:()=>""}};const o=s?.sheet.insertRule(`${e}{}`,s.sheet.cssRules.length);return(a=s.sheet.cssRules)==null?void 0:a[o]}function J(t,e,i=Number.NaN){const a=t.getAttribute(e);return a!=null?+a:i}function j(t,e,i){const a=+i;if(i==null||Number.isNaN(a)){t.hasAttribute(e)&&t.removeAttribute(e);return}J(t,e,void 0)!==a&&t.setAttribute(e,`${a}`)}function w(t,e){return t.hasAttribute(e)}function M(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}w(t,e)!=i&&t.toggleAttribute(e,i)}function N(t,e,i=null){var a;return(a=t.getAttribute(e))!=null?a:i}function P(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}const a=`${i}`;N(t,e,void 0)!==a&&t.setAttribute(e,a)}var $o=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ue=(t,e,i)=>($o(t,e,"read from private field"),i?i.call(t):e.get(t)),rd=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ki=(t,e,i,a)=>($o(t,e,"write to private field"),e.set(t,i),i),Q;function od(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-gesture-receiver-display, inline-block));
        box-sizing: border-box;
      }
    </style>
  `}class vn extends d.HTMLElement{constructor(){if(super(),rd(this,Q,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[L.MEDIA_CONTROLLER,r.MEDIA_PAUSED]}attributeChangedCallback(e,i,a){var n,s,o,l,c;e===L.MEDIA_CONTROLLER&&(i&&((s=(n=ue(this,Q))==null?void 0:n.unassociateElement)==null||s.call(n,this),Ki(this,Q,null)),a&&this.isConnected&&(Ki(this,Q,(o=this.getRootNode())==null?void 0:o.getElementById(a)),(c=(l=ue(this,Q))==null?void 0:l.associateElement)==null||c.call(l,this)))}connectedCallback(){var e,i;this.tabIndex=-1,this.setAttribute("aria-hidden","true"),Ki(this,Q,ld(this)),this.getAttribute(L.MEDIA_CONTROLLER)&&((i=(e=ue(this,Q))==null?void 0:e.associateElement)==null||i.call(e,this)),ue(this,Q)&&(ue(this,Q).addEventListener("pointerdown",this),ue(this,Q).addEventListener("click",this),ue(this,Q).hasAttribute("tabindex")||(ue(this,Q).tabIndex=0))}disconnectedCallback(){var e,i,a,n;this.getAttribute(L.MEDIA_CONTROLLER)&&((i=(e=ue(this,Q))==null?void 0:e.unassociateElement)==null||i.call(e,this)),(a=ue(this,Q))==null||a.removeEventListener("pointerdown",this),(n=ue(this,Q))==null||n.removeEventListener("click",this),Ki(this,Q,null)}handleEvent(e){var i;const a=(i=e.composedPath())==null?void 0:i[0];if(["video","media-controller"].includes(a?.localName)){if(e.type==="pointerdown")this._pointerType=e.pointerType;else if(e.type==="click"){const{clientX:s,clientY:o}=e,{left:l,top:c,width:g,height:T}=this.getBoundingClientRect(),A=s-l,E=o-c;if(A<0||E<0||A>g||E>T||g===0&&T===0)return;const h=this._pointerType||"mouse";if(this._pointerType=void 0,h===wn.TOUCH){this.handleTap(e);return}else if(h===wn.MOUSE||h===wn.PEN){this.handleMouseClick(e);return}}}}get mediaPaused(){return w(this,r.MEDIA_PAUSED)}set mediaPaused(e){M(this,r.MEDIA_PAUSED,e)}handleTap(e){}handleMouseClick(e){const i=this.mediaPaused?p.MEDIA_PLAY_REQUEST:p.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new d.CustomEvent(i,{composed:!0,bubbles:!0}))}}Q=new WeakMap;vn.shadowRootOptions={mode:"open"};vn.getTemplateHTML=od;function ld(t){var e;const i=t.getAttribute(L.MEDIA_CONTROLLER);return i?(e=t.getRootNode())==null?void 0:e.getElementById(i):zt(t,"media-controller")}d.customElements.get("media-gesture-receiver")||d.customElements.define("media-gesture-receiver",vn);var Yr=vn;const dd={"Start airplay":"Start airplay","Stop airplay":"Stop airplay",Audio:"Audio",Captions:"Captions","Enable captions":"Enable captions","Disable captions":"Disable captions","Start casting":"Start casting","Stop casting":"Stop casting","Enter fullscreen mode":"Enter fullscreen mode","Exit fullscreen mode":"Exit fullscreen mode",Mute:"Mute",Unmute:"Unmute",Loop:"Loop","Enter picture in picture mode":"Enter picture in picture mode","Exit picture in picture mode":"Exit picture in picture mode",Play:"Play",Pause:"Pause","Playback rate":"Playback rate","Playback rate {playbackRate}":"Playback rate {playbackRate}",Quality:"Quality","Seek backward":"Seek backward","Seek forward":"Seek forward",Settings:"Settings",Auto:"Auto","audio player":"audio player","video player":"video player",volume:"volume",seek:"seek","closed captions":"closed captions","current playback rate":"current playback rate","playback time":"playback time","media loading":"media loading",settings:"settings","audio tracks":"audio tracks",quality:"quality",play:"play",pause:"pause",mute:"mute",unmute:"unmute","chapter: {chapterName}":"chapter: {chapterName}",live:"live",Off:"Off","start airplay":"start airplay","stop airplay":"stop airplay","start casting":"start casting","stop casting":"stop casting","enter fullscreen mode":"enter fullscreen mode","exit fullscreen mode":"exit fullscreen mode","enter picture in picture mode":"enter picture in picture mode","exit picture in picture mode":"exit picture in picture mode","seek to live":"seek to live","playing live":"playing live","seek back {seekOffset} seconds":"seek back {seekOffset} seconds","seek forward {seekOffset} seconds":"seek forward {seekOffset} seconds","Network Error":"Network Error","Decode Error":"Decode Error","Source Not Supported":"Source Not Supported","Encryption Error":"Encryption Error","A network error caused the media download to fail.":"A network error caused the media download to fail.","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"An unsupported error occurred. The server or network failed, or your browser does not support this format.","The media is encrypted and there are no keys to decrypt it.":"The media is encrypted and there are no keys to decrypt it.",hour:"hour",hours:"hours",minute:"minute",minutes:"minutes",second:"second",seconds:"seconds","{time} remaining":"{time} remaining","{currentTime} of {totalTime}":"{currentTime} of {totalTime}","video not loaded, unknown time.":"video not loaded, unknown time."};var Qr;const Ai={en:dd};let Ht=((Qr=globalThis.navigator)==null?void 0:Qr.language)||"en";const cd=t=>{Ht=t},ud=t=>{var e,i,a;const[n]=Ht.split("-");return((e=Ai[Ht])==null?void 0:e[t])||((i=Ai[n])==null?void 0:i[t])||((a=Ai.en)==null?void 0:a[t])||t},hd=()=>{const[t]=Ht.split("-");return Ai[Ht]?Ht:Ai[t]?t:"en"},b=(t,e={})=>ud(t).replace(/\{(\w+)\}/g,(i,a)=>a in e?String(e[a]):`{${a}}`);var Ls=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},$=(t,e,i)=>(Ls(t,e,"read from private field"),i?i.call(t):e.get(t)),Z=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},he=(t,e,i,a)=>(Ls(t,e,"write to private field"),e.set(t,i),i),fe=(t,e,i)=>(Ls(t,e,"access private method"),i),ri,Va,_t,Yt,Ut,Rn,bt,ra,Cn,No,xn,Ho,Ci,En,fn,Ds,Qt,xi,Ke,oa;const f={AUDIO:"audio",AUTOHIDE:"autohide",BREAKPOINTS:"breakpoints",GESTURES_DISABLED:"gesturesdisabled",KEYBOARD_CONTROL:"keyboardcontrol",NO_AUTOHIDE:"noautohide",USER_INACTIVE:"userinactive",AUTOHIDE_OVER_CONTROLS:"autohideovercontrols"};function md(t){return`
    <style>
      
      :host([${r.MEDIA_IS_FULLSCREEN}]) ::slotted([slot=media]) {
        outline: none;
      }

      :host {
        box-sizing: border-box;
        position: relative;
        display: inline-block;
        line-height: 0;
        background-color: var(--media-background-color, #000);
        overflow: hidden;
      }

      :host(:not([${f.AUDIO}])) [part~=layer]:not([part~=media-layer]) {
        position: absolute;
        top: 0;
        left: 0;
        bottom: 0;
        right: 0;
        display: flex;
        flex-flow: column nowrap;
        align-items: start;
        pointer-events: none;
        background: none;
      }

      slot[name=media] {
        display: var(--media-slot-display, contents);
      }

      
      :host([${f.AUDIO}]) slot[name=media] {
        display: var(--media-slot-display, none);
      }

      
      :host([${f.AUDIO}]) [part~=layer][part~=gesture-layer] {
        height: 0;
        display: block;
      }

      
      :host(:not([${f.AUDIO}])[${f.GESTURES_DISABLED}]) ::slotted([slot=gestures-chrome]),
          :host(:not([${f.AUDIO}])[${f.GESTURES_DISABLED}]) media-gesture-receiver[slot=gestures-chrome] {
        display: none;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not(media-loading-indicator):not([role=dialog]):not([hidden])) {
        pointer-events: auto;
      }

      :host(:not([${f.AUDIO}])) *[part~=layer][part~=centered-layer] {
        align-items: center;
        justify-content: center;
      }

      :host(:not([${f.AUDIO}])) ::slotted(media-gesture-receiver[slot=gestures-chrome]),
      :host(:not([${f.AUDIO}])) media-gesture-receiver[slot=gestures-chrome] {
        align-self: stretch;
        flex-grow: 1;
      }

      slot[name=middle-chrome] {
        display: inline;
        flex-grow: 1;
        pointer-events: none;
        background: none;
      }

      
      ::slotted([slot=media]),
      ::slotted([slot=poster]) {
        width: 100%;
        height: 100%;
      }

      
      :host(:not([${f.AUDIO}])) .spacer {
        flex-grow: 1;
      }

      
      :host(:-webkit-full-screen) {
        
        width: 100% !important;
        height: 100% !important;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not([${f.NO_AUTOHIDE}]):not([hidden]):not([role=dialog])) {
        opacity: 1;
        transition: var(--media-control-transition-in, opacity 0.25s);
      }

      
      :host([${f.USER_INACTIVE}]:not([${r.MEDIA_PAUSED}]):not([${r.MEDIA_IS_AIRPLAYING}]):not([${r.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) ::slotted(:not([slot=media]):not([slot=poster]):not([${f.NO_AUTOHIDE}]):not([role=dialog])) {
        opacity: 0;
        transition: var(--media-control-transition-out, opacity 1s);
      }

      :host([${f.USER_INACTIVE}]:not([${f.NO_AUTOHIDE}]):not([${r.MEDIA_PAUSED}]):not([${r.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) ::slotted([slot=media]) {
        cursor: none;
      }

      :host([${f.USER_INACTIVE}][${f.AUTOHIDE_OVER_CONTROLS}]:not([${f.NO_AUTOHIDE}]):not([${r.MEDIA_PAUSED}]):not([${r.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) * {
        --media-cursor: none;
        cursor: none;
      }


      ::slotted(media-control-bar)  {
        align-self: stretch;
      }

      
      
      :host(:not([${f.AUDIO}])[${r.MEDIA_HAS_PLAYED}]) slot[name=poster],
      :host(:not([${f.AUDIO}])[${r.MEDIA_STREAM_TYPE}="${Le.ON_DEMAND}"][${r.MEDIA_CURRENT_TIME}]:not([${r.MEDIA_CURRENT_TIME}="0"])) slot[name=poster] {
        display: none;
      }

      ::slotted([role=dialog]) {
        width: 100%;
        height: 100%;
        align-self: center;
      }

      ::slotted([role=menu]) {
        align-self: end;
      }
    </style>

    <slot name="media" part="layer media-layer"></slot>
    <slot name="poster" part="layer poster-layer"></slot>
    <slot name="gestures-chrome" part="layer gesture-layer">
      <media-gesture-receiver slot="gestures-chrome">
        <template shadowrootmode="${Yr.shadowRootOptions.mode}">
          ${Yr.getTemplateHTML({})}
        </template>
      </media-gesture-receiver>
    </slot>
    <span part="layer vertical-layer">
      <slot name="top-chrome" part="top chrome"></slot>
      <slot name="middle-chrome" part="middle chrome"></slot>
      <slot name="centered-chrome" part="layer centered-layer center centered chrome"></slot>
      
      <slot part="bottom chrome"></slot>
    </span>
    <slot name="dialog" part="layer dialog-layer"></slot>
  `}const pd=Object.values(r),vd="sm:384 md:576 lg:768 xl:960";function Ed(t){Wo(t.target,t.contentRect.width)}function Wo(t,e){var i;if(!t.isConnected)return;const a=(i=t.getAttribute(f.BREAKPOINTS))!=null?i:vd,n=fd(a),s=gd(n,e);let o=!1;if(Object.keys(n).forEach(l=>{if(s.includes(l)){t.hasAttribute(`breakpoint${l}`)||(t.setAttribute(`breakpoint${l}`,""),o=!0);return}t.hasAttribute(`breakpoint${l}`)&&(t.removeAttribute(`breakpoint${l}`),o=!0)}),o){const l=new CustomEvent(Kt.BREAKPOINTS_CHANGE,{detail:s});t.dispatchEvent(l)}t.breakpointsComputed||(t.breakpointsComputed=!0,t.dispatchEvent(new CustomEvent(Kt.BREAKPOINTS_COMPUTED,{bubbles:!0,composed:!0})))}function fd(t){const e=t.split(/\s+/);return Object.fromEntries(e.map(i=>i.split(":")))}function gd(t,e){return Object.keys(t).filter(i=>e>=parseInt(t[i]))}class gn extends d.HTMLElement{constructor(){if(super(),Z(this,Cn),Z(this,xn),Z(this,Ci),Z(this,fn),Z(this,Qt),Z(this,ri,void 0),Z(this,Va,0),Z(this,_t,null),Z(this,Yt,null),Z(this,Ut,void 0),this.breakpointsComputed=!1,Z(this,Rn,e=>{const i=this.media;for(const a of e){if(a.type!=="childList")continue;const n=a.removedNodes;for(const s of n){if(s.slot!="media"||a.target!=this)continue;let o=a.previousSibling&&a.previousSibling.previousElementSibling;if(!o||!i)this.mediaUnsetCallback(s);else{let l=o.slot!=="media";for(;(o=o.previousSibling)!==null;)o.slot=="media"&&(l=!1);l&&this.mediaUnsetCallback(s)}}if(i)for(const s of a.addedNodes)s===i&&this.handleMediaUpdated(i)}}),Z(this,bt,!1),Z(this,ra,e=>{$(this,bt)||(setTimeout(()=>{Ed(e),he(this,bt,!1)},0),he(this,bt,!0))}),Z(this,Ke,void 0),Z(this,oa,()=>{if(!$(this,Ke).assignedElements({flatten:!0}).length){$(this,_t)&&this.mediaUnsetCallback($(this,_t));return}this.handleMediaUpdated(this.media)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}he(this,ri,new MutationObserver($(this,Rn)))}static get observedAttributes(){return[f.AUTOHIDE,f.GESTURES_DISABLED].concat(pd).filter(e=>![r.MEDIA_RENDITION_LIST,r.MEDIA_AUDIO_TRACK_LIST,r.MEDIA_CHAPTERS_CUES,r.MEDIA_WIDTH,r.MEDIA_HEIGHT,r.MEDIA_ERROR,r.MEDIA_ERROR_MESSAGE].includes(e))}attributeChangedCallback(e,i,a){e.toLowerCase()==f.AUTOHIDE&&(this.autohide=a)}get media(){let e=this.querySelector(":scope > [slot=media]");return e?.nodeName=="SLOT"&&(e=e.assignedElements({flatten:!0})[0]),e}async handleMediaUpdated(e){e&&(he(this,_t,e),e.localName.includes("-")&&await d.customElements.whenDefined(e.localName),this.mediaSetCallback(e))}connectedCallback(){var e;$(this,ri).observe(this,{childList:!0,subtree:!0}),Gt(this,$(this,ra));const i=this.getAttribute(f.AUDIO)!=null,a=b(i?"audio player":"video player");this.setAttribute("role","region"),this.setAttribute("aria-label",a),this.handleMediaUpdated(this.media),this.setAttribute(f.USER_INACTIVE,""),Wo(this,this.getBoundingClientRect().width);const n=this.querySelector(":scope > slot[slot=media]");n&&(he(this,Ke,n),$(this,Ke).addEventListener("slotchange",$(this,oa))),this.addEventListener("pointerdown",this),this.addEventListener("pointermove",this),this.addEventListener("pointerup",this),this.addEventListener("mouseleave",this),this.addEventListener("keyup",this),(e=d.window)==null||e.addEventListener("mouseup",this)}disconnectedCallback(){var e;qt(this,$(this,ra)),clearTimeout($(this,Yt)),$(this,ri).disconnect(),this.media&&this.mediaUnsetCallback(this.media),(e=d.window)==null||e.removeEventListener("mouseup",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointermove",this),this.removeEventListener("pointerup",this),this.removeEventListener("mouseleave",this),this.removeEventListener("keyup",this),$(this,Ke)&&($(this,Ke).removeEventListener("slotchange",$(this,oa)),he(this,Ke,null)),he(this,bt,!1)}mediaSetCallback(e){}mediaUnsetCallback(e){he(this,_t,null)}handleEvent(e){switch(e.type){case"pointerdown":he(this,Va,e.timeStamp);break;case"pointermove":fe(this,Cn,No).call(this,e);break;case"pointerup":fe(this,xn,Ho).call(this,e);break;case"mouseleave":fe(this,Ci,En).call(this);break;case"mouseup":this.removeAttribute(f.KEYBOARD_CONTROL);break;case"keyup":fe(this,Qt,xi).call(this),this.setAttribute(f.KEYBOARD_CONTROL,"");break}}set autohide(e){const i=Number(e);he(this,Ut,isNaN(i)?0:i)}get autohide(){return($(this,Ut)===void 0?2:$(this,Ut)).toString()}get breakpoints(){return N(this,f.BREAKPOINTS)}set breakpoints(e){P(this,f.BREAKPOINTS,e)}get audio(){return w(this,f.AUDIO)}set audio(e){M(this,f.AUDIO,e)}get gesturesDisabled(){return w(this,f.GESTURES_DISABLED)}set gesturesDisabled(e){M(this,f.GESTURES_DISABLED,e)}get keyboardControl(){return w(this,f.KEYBOARD_CONTROL)}set keyboardControl(e){M(this,f.KEYBOARD_CONTROL,e)}get noAutohide(){return w(this,f.NO_AUTOHIDE)}set noAutohide(e){M(this,f.NO_AUTOHIDE,e)}get autohideOverControls(){return w(this,f.AUTOHIDE_OVER_CONTROLS)}set autohideOverControls(e){M(this,f.AUTOHIDE_OVER_CONTROLS,e)}get userInteractive(){return w(this,f.USER_INACTIVE)}set userInteractive(e){M(this,f.USER_INACTIVE,e)}}ri=new WeakMap;Va=new WeakMap;_t=new WeakMap;Yt=new WeakMap;Ut=new WeakMap;Rn=new WeakMap;bt=new WeakMap;ra=new WeakMap;Cn=new WeakSet;No=function(t){if(t.pointerType!=="mouse"&&t.timeStamp-$(this,Va)<250)return;fe(this,fn,Ds).call(this),clearTimeout($(this,Yt));const e=this.hasAttribute(f.AUTOHIDE_OVER_CONTROLS);([this,this.media].includes(t.target)||e)&&fe(this,Qt,xi).call(this)};xn=new WeakSet;Ho=function(t){if(t.pointerType==="touch"){const e=!this.hasAttribute(f.USER_INACTIVE);[this,this.media].includes(t.target)&&e?fe(this,Ci,En).call(this):fe(this,Qt,xi).call(this)}else t.composedPath().some(e=>["media-play-button","media-fullscreen-button"].includes(e?.localName))&&fe(this,Qt,xi).call(this)};Ci=new WeakSet;En=function(){if($(this,Ut)<0||this.hasAttribute(f.USER_INACTIVE))return;this.setAttribute(f.USER_INACTIVE,"");const t=new d.CustomEvent(Kt.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!0});this.dispatchEvent(t)};fn=new WeakSet;Ds=function(){if(!this.hasAttribute(f.USER_INACTIVE))return;this.removeAttribute(f.USER_INACTIVE);const t=new d.CustomEvent(Kt.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!1});this.dispatchEvent(t)};Qt=new WeakSet;xi=function(){fe(this,fn,Ds).call(this),clearTimeout($(this,Yt));const t=parseInt(this.autohide);t<0||he(this,Yt,setTimeout(()=>{fe(this,Ci,En).call(this)},t*1e3))};Ke=new WeakMap;oa=new WeakMap;gn.shadowRootOptions={mode:"open"};gn.getTemplateHTML=md;d.customElements.get("media-container")||d.customElements.define("media-container",gn);var Rs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},lt=(t,e,i)=>(Rs(t,e,"read from private field"),e.get(t)),Ue=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Cs=(t,e,i,a)=>(Rs(t,e,"write to private field"),e.set(t,i),i),tt=(t,e,i)=>(Rs(t,e,"access private method"),i),Ka,Oi,ut,la,On,Un,Bo,Pn,Fo,$n,Vo,Nn,Ko,Hn,Go;function _d(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        display: var(--media-dialog-display, inline-flex);
        justify-content: center;
        align-items: center;
        
        transition-behavior: allow-discrete;
        visibility: hidden;
        opacity: 0;
        transform: translateY(2px) scale(.99);
        pointer-events: none;
      }

      :host([open]) {
        transition: display .2s, visibility 0s, opacity .2s ease-out, transform .15s ease-out;
        visibility: visible;
        opacity: 1;
        transform: translateY(0) scale(1);
        pointer-events: auto;
      }

      #content {
        display: flex;
        position: relative;
        box-sizing: border-box;
        width: min(320px, 100%);
        word-wrap: break-word;
        max-height: 100%;
        overflow: auto;
        text-align: center;
        line-height: 1.4;
      }
    </style>
    ${this.getSlotTemplateHTML(t)}
  `}function bd(t){return`
    <slot id="content"></slot>
  `}const ti={OPEN:"open",ANCHOR:"anchor"};class Fi extends d.HTMLElement{constructor(){super(),Ue(this,la),Ue(this,Un),Ue(this,Pn),Ue(this,$n),Ue(this,Nn),Ue(this,Hn),Ue(this,Ka,!1),Ue(this,Oi,null),Ue(this,ut,null)}static get observedAttributes(){return[ti.OPEN,ti.ANCHOR]}get open(){return w(this,ti.OPEN)}set open(e){M(this,ti.OPEN,e)}handleEvent(e){switch(e.type){case"invoke":tt(this,$n,Vo).call(this,e);break;case"focusout":tt(this,Nn,Ko).call(this,e);break;case"keydown":tt(this,Hn,Go).call(this,e);break}}connectedCallback(){tt(this,la,On).call(this),this.role||(this.role="dialog"),this.addEventListener("invoke",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this)}disconnectedCallback(){this.removeEventListener("invoke",this),this.removeEventListener("focusout",this),this.removeEventListener("keydown",this)}attributeChangedCallback(e,i,a){tt(this,la,On).call(this),e===ti.OPEN&&a!==i&&(this.open?tt(this,Un,Bo).call(this):tt(this,Pn,Fo).call(this))}focus(){Cs(this,Oi,ws());const e=!this.dispatchEvent(new Event("focus",{composed:!0,cancelable:!0})),i=!this.dispatchEvent(new Event("focusin",{composed:!0,bubbles:!0,cancelable:!0}));if(e||i)return;const a=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');a?.focus()}get keysUsed(){return["Escape","Tab"]}}Ka=new WeakMap;Oi=new WeakMap;ut=new WeakMap;la=new WeakSet;On=function(){if(!lt(this,Ka)&&(Cs(this,Ka,!0),!this.shadowRoot)){this.attachShadow(this.constructor.shadowRootOptions);const t=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t),queueMicrotask(()=>{const{style:e}=F(this.shadowRoot,":host");e.setProperty("transition","display .15s, visibility .15s, opacity .15s ease-in, transform .15s ease-in")})}};Un=new WeakSet;Bo=function(){var t;(t=lt(this,ut))==null||t.setAttribute("aria-expanded","true"),this.dispatchEvent(new Event("open",{composed:!0,bubbles:!0})),this.addEventListener("transitionend",()=>this.focus(),{once:!0})};Pn=new WeakSet;Fo=function(){var t;(t=lt(this,ut))==null||t.setAttribute("aria-expanded","false"),this.dispatchEvent(new Event("close",{composed:!0,bubbles:!0}))};$n=new WeakSet;Vo=function(t){Cs(this,ut,t.relatedTarget),Be(this,t.relatedTarget)||(this.open=!this.open)};Nn=new WeakSet;Ko=function(t){var e;Be(this,t.relatedTarget)||((e=lt(this,Oi))==null||e.focus(),lt(this,ut)&&lt(this,ut)!==t.relatedTarget&&this.open&&(this.open=!1))};Hn=new WeakSet;Go=function(t){var e,i,a,n,s;const{key:o,ctrlKey:l,altKey:c,metaKey:g}=t;l||c||g||this.keysUsed.includes(o)&&(t.preventDefault(),t.stopPropagation(),o==="Tab"?(t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(n=(a=this.nextElementSibling)==null?void 0:a.focus)==null||n.call(a),this.blur()):o==="Escape"&&((s=lt(this,Oi))==null||s.focus(),this.open=!1))};Fi.shadowRootOptions={mode:"open"};Fi.getTemplateHTML=_d;Fi.getSlotTemplateHTML=bd;d.customElements.get("media-chrome-dialog")||d.customElements.define("media-chrome-dialog",Fi);var Ad=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Fe=(t,e,i)=>(Ad(t,e,"read from private field"),i?i.call(t):e.get(t)),zr=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},At,Tt;const oi={HOTKEYS:"hotkeys"},Td=[{keys:[{key:" ",label:"Space"},{key:"k"}],description:"Toggle Playback"},{keys:[{key:"m"}],description:"Toggle mute"},{keys:[{key:"f"}],description:"Toggle fullscreen"},{keys:[{key:"c"}],description:"Toggle captions or subtitles, if available"},{keys:[{key:"p"}],description:"Toggle Picture in Picture"},{keys:[{key:"ArrowLeft",label:"←"},{key:"j"}],description:"Seek back 10s"},{keys:[{key:"ArrowRight",label:"→"},{key:"l"}],description:"Seek forward 10s"},{keys:[{key:"ArrowUp",label:"↑"}],description:"Turn volume up"},{keys:[{key:"ArrowDown",label:"↓"}],description:"Turn volume down"},{keys:[{key:"<",label:"< (SHIFT+,)"}],description:"Decrease playback rate"},{keys:[{key:">",label:"> (SHIFT+.)"}],description:"Increase playback rate"},{keys:[{key:"shift+/",label:"SHIFT+/"}],description:"Show keyboard shortcuts"}];function xs(t){return t===" "?"nospace":`no${t.toLowerCase()}`}function Id(t){const e=new Set(t?.split(/\s+/));return Td.map(({keys:i,description:a})=>({keys:i.filter(({key:n})=>!e.has(xs(n))),description:a})).filter(({keys:i})=>i.length)}function kd(t){return`
    <style>
      :host {
        position: fixed;
        top: 0;
        left: 0;
        z-index: 9999;
        background: rgb(20 20 30 / .8);
        backdrop-filter: blur(10px);
      }

      #content {
        display: block;
        width: clamp(400px, 40vw, 700px);
        max-width: 90vw;
        text-align: left;
      }

      h2 {
        margin: 0 0 1.5rem 0;
        font-size: 1.5rem;
        font-weight: 500;
        text-align: center;
      }

      .shortcuts-table {
        width: 100%;
        border-collapse: collapse;
      }

      .shortcuts-table tr {
        border-bottom: 1px solid rgba(255, 255, 255, 0.1);
      }

      .shortcuts-table tr:last-child {
        border-bottom: none;
      }

      .shortcuts-table td {
        padding: 0.75rem 0.5rem;
      }

      .shortcuts-table td:first-child {
        text-align: right;
        padding-right: 1rem;
        width: 40%;
        min-width: 120px;
      }

      .shortcuts-table td:last-child {
        padding-left: 1rem;
      }

      .key {
        display: inline-block;
        background: rgba(255, 255, 255, 0.15);
        border: 1px solid rgba(255, 255, 255, 0.2);
        border-radius: 4px;
        padding: 0.25rem 0.5rem;
        font-family: 'Courier New', monospace;
        font-size: 0.9rem;
        font-weight: 500;
        min-width: 1.5rem;
        text-align: center;
        margin: 0 0.2rem;
      }

      .description {
        color: rgba(255, 255, 255, 0.9);
        font-size: 0.95rem;
      }

      .key-combo {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 0.3rem;
      }

      .key-separator {
        color: rgba(255, 255, 255, 0.5);
        font-size: 0.9rem;
      }
    </style>
    <slot id="content">
      ${qo(t[oi.HOTKEYS])}
    </slot>
  `}function qo(t){return`
    <h2>Keyboard Shortcuts</h2>
    <table class="shortcuts-table">${Id(t).map(({keys:i,description:a})=>`
        <tr>
          <td>
            <div class="key-combo">${i.map(({key:s,label:o=s},l)=>l>0?`<span class="key-separator">or</span><span class="key">${o}</span>`:`<span class="key">${o}</span>`).join("")}</div>
          </td>
          <td class="description">${a}</td>
        </tr>
      `).join("")}</table>
  `}class Yo extends Fi{constructor(){super(...arguments),zr(this,At,e=>{var i;if(!this.open)return;const a=(i=this.shadowRoot)==null?void 0:i.querySelector("#content");if(!a)return;const n=e.composedPath(),s=n[0]===this||n.includes(this),o=n.includes(a);s&&!o&&(this.open=!1)}),zr(this,Tt,e=>{if(!this.open)return;const i=e.shiftKey&&(e.key==="/"||e.key==="?");(e.key==="Escape"||i)&&!e.ctrlKey&&!e.altKey&&!e.metaKey&&(this.open=!1,e.preventDefault(),e.stopPropagation())})}static get observedAttributes(){return[...super.observedAttributes,oi.HOTKEYS]}get hotkeys(){var e;return(e=N(this,oi.HOTKEYS))!=null?e:void 0}set hotkeys(e){P(this,oi.HOTKEYS,e)}connectedCallback(){super.connectedCallback(),this.open&&(this.addEventListener("click",Fe(this,At)),document.addEventListener("keydown",Fe(this,Tt)))}disconnectedCallback(){this.removeEventListener("click",Fe(this,At)),document.removeEventListener("keydown",Fe(this,Tt))}attributeChangedCallback(e,i,a){var n;if(super.attributeChangedCallback(e,i,a),e==="open")this.open?(this.addEventListener("click",Fe(this,At)),document.addEventListener("keydown",Fe(this,Tt))):(this.removeEventListener("click",Fe(this,At)),document.removeEventListener("keydown",Fe(this,Tt)));else if(e===oi.HOTKEYS&&a!==i){const s=(n=this.shadowRoot)==null?void 0:n.querySelector("#content");s&&(s.innerHTML=qo(a))}}}At=new WeakMap;Tt=new WeakMap;Yo.getSlotTemplateHTML=kd;d.customElements.get("media-keyboard-shortcuts-dialog")||d.customElements.define("media-keyboard-shortcuts-dialog",Yo);var Qo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},G=(t,e,i)=>(Qo(t,e,"read from private field"),i?i.call(t):e.get(t)),ii=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Gi=(t,e,i,a)=>(Qo(t,e,"write to private field"),e.set(t,i),i),It,kt,Ga,ot,$e,Ge;class Sd{constructor(e,i,{defaultValue:a}={defaultValue:void 0}){ii(this,$e),ii(this,It,void 0),ii(this,kt,void 0),ii(this,Ga,void 0),ii(this,ot,new Set),Gi(this,It,e),Gi(this,kt,i),Gi(this,Ga,new Set(a))}[Symbol.iterator](){return G(this,$e,Ge).values()}get length(){return G(this,$e,Ge).size}get value(){var e;return(e=[...G(this,$e,Ge)].join(" "))!=null?e:""}set value(e){var i;e!==this.value&&(Gi(this,ot,new Set),this.add(...(i=e?.split(" "))!=null?i:[]))}toString(){return this.value}item(e){return[...G(this,$e,Ge)][e]}values(){return G(this,$e,Ge).values()}forEach(e,i){G(this,$e,Ge).forEach(e,i)}add(...e){var i,a;e.forEach(n=>G(this,ot).add(n)),!(this.value===""&&!((i=G(this,It))!=null&&i.hasAttribute(`${G(this,kt)}`)))&&((a=G(this,It))==null||a.setAttribute(`${G(this,kt)}`,`${this.value}`))}remove(...e){var i;e.forEach(a=>G(this,ot).delete(a)),(i=G(this,It))==null||i.setAttribute(`${G(this,kt)}`,`${this.value}`)}contains(e){return G(this,$e,Ge).has(e)}toggle(e,i){return typeof i<"u"?i?(this.add(e),!0):(this.remove(e),!1):this.contains(e)?(this.remove(e),!1):(this.add(e),!0)}replace(e,i){return this.remove(e),this.add(i),e===i}}It=new WeakMap;kt=new WeakMap;Ga=new WeakMap;ot=new WeakMap;$e=new WeakSet;Ge=function(){return G(this,ot).size?G(this,ot):G(this,Ga)};function yd(t){return t?.map(Md).join(" ")}function wd(t){return t?.split(/\s+/).map(Ld)}function Md(t){if(t){const{id:e,width:i,height:a}=t;return[e,i,a].filter(n=>n!=null).join(":")}}function Ld(t){if(t){const[e,i,a]=t.split(":");return{id:e,width:+i,height:+a}}}function Dd(t){return t?.map(Cd).join(" ")}function Rd(t){return t?.split(/\s+/).map(xd)}function Cd(t){if(t){const{id:e,kind:i,language:a,label:n}=t;return[e,i,a,n].filter(s=>s!=null).join(":")}}function xd(t){if(t){const[e,i,a,n]=t.split(":");return{id:e,kind:i,language:a,label:n}}}function Os(t){return typeof t=="number"&&!Number.isNaN(t)&&Number.isFinite(t)}const zo=t=>new Promise(e=>setTimeout(e,t)),Od=(t="")=>t.split(/\s+/),Zo=(t="")=>{const[e,i,a]=t.split(":"),n=a?decodeURIComponent(a):void 0;return{kind:e==="cc"?Re.CAPTIONS:Re.SUBTITLES,language:i,label:n}},Us=(t="",e={})=>Od(t).map(i=>{const a=Zo(i);return{...e,...a}}),Xo=t=>t?Array.isArray(t)?t.map(e=>typeof e=="string"?Zo(e):e):typeof t=="string"?Us(t):[t]:[],Wn=({kind:t,label:e,language:i}={kind:"subtitles"})=>e?`${t==="captions"?"cc":"sb"}:${i}:${encodeURIComponent(e)}`:i,qa=(t=[])=>Array.prototype.map.call(t,Wn).join(" "),Ud=(t,e)=>i=>i[t]===e,Jo=t=>{const e=Object.entries(t).map(([i,a])=>Ud(i,a));return i=>e.every(a=>a(i))},Ti=(t,e=[],i=[])=>{const a=Xo(i).map(Jo),n=s=>a.some(o=>o(s));Array.from(e).filter(n).forEach(s=>{s.mode=t})},_n=(t,e=()=>!0)=>{if(!t?.textTracks)return[];const i=typeof e=="function"?e:Jo(e);return Array.from(t.textTracks).filter(i)},Pd=t=>{var e;return!!((e=t.mediaSubtitlesShowing)!=null&&e.length)||t.hasAttribute(r.MEDIA_SUBTITLES_SHOWING)},$d=t=>{var e;const{media:i,fullscreenElement:a}=t;try{const n=a&&"requestFullscreen"in a?"requestFullscreen":a&&"webkitRequestFullScreen"in a?"webkitRequestFullScreen":void 0;if(n){const s=(e=a[n])==null?void 0:e.call(a);if(s instanceof Promise)return s.catch(()=>{})}else i?.webkitEnterFullscreen?i.webkitEnterFullscreen():i?.requestFullscreen&&i.requestFullscreen()}catch(n){console.error(n)}},Zr="exitFullscreen"in q?"exitFullscreen":"webkitExitFullscreen"in q?"webkitExitFullscreen":"webkitCancelFullScreen"in q?"webkitCancelFullScreen":void 0,Nd=t=>{var e;const{documentElement:i}=t;if(Zr){const a=(e=i?.[Zr])==null?void 0:e.call(i);if(a instanceof Promise)return a.catch(()=>{})}},li="fullscreenElement"in q?"fullscreenElement":"webkitFullscreenElement"in q?"webkitFullscreenElement":void 0,Hd=t=>{const{documentElement:e,media:i}=t,a=e?.[li];return!a&&"webkitDisplayingFullscreen"in i&&"webkitPresentationMode"in i&&i.webkitDisplayingFullscreen&&i.webkitPresentationMode===ad.FULLSCREEN?i:a},Wd=t=>{var e;const{media:i,documentElement:a,fullscreenElement:n=i}=t;if(!i||!a)return!1;const s=Hd(t);if(!s)return!1;if(s===n||s===i)return!0;if(s.localName.includes("-")){let o=s.shadowRoot;if(!(li in o))return Be(s,n);for(;o?.[li];){if(o[li]===n)return!0;o=(e=o[li])==null?void 0:e.shadowRoot}}return!1},Bd="fullscreenEnabled"in q?"fullscreenEnabled":"webkitFullscreenEnabled"in q?"webkitFullscreenEnabled":void 0,Fd=t=>{const{documentElement:e,media:i}=t;return!!e?.[Bd]||i&&"webkitSupportsFullscreen"in i};let qi;const Ps=()=>{var t,e;return qi||(qi=(e=(t=q)==null?void 0:t.createElement)==null?void 0:e.call(t,"video"),qi)},Vd=async(t=Ps())=>{if(!t)return!1;const e=t.volume;t.volume=e/2+.1;const i=new AbortController,a=await Promise.race([Kd(t,i.signal),Gd(t,e)]);return i.abort(),a},Kd=(t,e)=>new Promise(i=>{t.addEventListener("volumechange",()=>i(!0),{signal:e})}),Gd=async(t,e)=>{for(let i=0;i<10;i++){if(t.volume===e)return!1;await zo(10)}return t.volume!==e},qd=/.*Version\/.*Safari\/.*/.test(d.navigator.userAgent),jo=(t=Ps())=>d.matchMedia("(display-mode: standalone)").matches&&qd?!1:typeof t?.requestPictureInPicture=="function",el=(t=Ps())=>Fd({documentElement:q,media:t}),Yd=el(),Qd=jo(),zd=!!d.WebKitPlaybackTargetAvailabilityEvent,Zd=!!d.chrome,Ya=t=>_n(t.media,e=>[Re.SUBTITLES,Re.CAPTIONS].includes(e.kind)).sort((e,i)=>e.kind>=i.kind?1:-1),tl=t=>_n(t.media,e=>e.mode===Nt.SHOWING&&[Re.SUBTITLES,Re.CAPTIONS].includes(e.kind)),il=(t,e)=>{const i=Ya(t),a=tl(t),n=!!a.length;if(i.length){if(e===!1||n&&e!==!0)Ti(Nt.DISABLED,i,a);else if(e===!0||!n&&e!==!1){let s=i[0];const{options:o}=t;if(!o?.noSubtitlesLangPref){const T=d.localStorage.getItem("media-chrome-pref-subtitles-lang"),A=T?[T,...d.navigator.languages]:d.navigator.languages,E=i.filter(h=>A.some(_=>h.language.toLowerCase().startsWith(_.split("-")[0]))).sort((h,_)=>{const v=A.findIndex(I=>h.language.toLowerCase().startsWith(I.split("-")[0])),k=A.findIndex(I=>_.language.toLowerCase().startsWith(I.split("-")[0]));return v-k});E[0]&&(s=E[0])}const{language:l,label:c,kind:g}=s;Ti(Nt.DISABLED,i,a),Ti(Nt.SHOWING,i,[{language:l,label:c,kind:g}])}}},$s=(t,e)=>t===e?!0:t==null||e==null||typeof t!=typeof e?!1:typeof t=="number"&&Number.isNaN(t)&&Number.isNaN(e)?!0:typeof t!="object"?!1:Array.isArray(t)?Xd(t,e):Object.entries(t).every(([i,a])=>i in e&&$s(a,e[i])),Xd=(t,e)=>{const i=Array.isArray(t),a=Array.isArray(e);return i!==a?!1:i||a?t.length!==e.length?!1:t.every((n,s)=>$s(n,e[s])):!0},Jd=Object.values(Le);let Qa;const jd=Vd().then(t=>(Qa=t,Qa)),ec=async(...t)=>{await Promise.all(t.filter(e=>e).map(async e=>{if(!("localName"in e&&e instanceof d.HTMLElement))return;const i=e.localName;if(!i.includes("-"))return;const a=d.customElements.get(i);a&&e instanceof a||(await d.customElements.whenDefined(i),d.customElements.upgrade(e))}))},tc=new d.DOMParser,ic=t=>t&&(tc.parseFromString(t,"text/html").body.textContent||t),di={mediaError:{get(t,e){const{media:i}=t;if(e?.type!=="playing")return i?.error},mediaEvents:["emptied","error","playing"]},mediaErrorCode:{get(t,e){var i;const{media:a}=t;if(e?.type!=="playing")return(i=a?.error)==null?void 0:i.code},mediaEvents:["emptied","error","playing"]},mediaErrorMessage:{get(t,e){var i,a;const{media:n}=t;if(e?.type!=="playing")return(a=(i=n?.error)==null?void 0:i.message)!=null?a:""},mediaEvents:["emptied","error","playing"]},mediaWidth:{get(t){var e;const{media:i}=t;return(e=i?.videoWidth)!=null?e:0},mediaEvents:["resize"]},mediaHeight:{get(t){var e;const{media:i}=t;return(e=i?.videoHeight)!=null?e:0},mediaEvents:["resize"]},mediaPaused:{get(t){var e;const{media:i}=t;return(e=i?.paused)!=null?e:!0},set(t,e){var i;const{media:a}=e;a&&(t?a.pause():(i=a.play())==null||i.catch(()=>{}))},mediaEvents:["play","playing","pause","emptied"]},mediaHasPlayed:{get(t,e){const{media:i}=t;return i?e?e.type==="playing":!i.paused:!1},mediaEvents:["playing","emptied"]},mediaEnded:{get(t){var e;const{media:i}=t;return(e=i?.ended)!=null?e:!1},mediaEvents:["seeked","ended","emptied"]},mediaPlaybackRate:{get(t){var e;const{media:i}=t;return(e=i?.playbackRate)!=null?e:1},set(t,e){const{media:i}=e;i&&Number.isFinite(+t)&&(i.playbackRate=+t)},mediaEvents:["ratechange","loadstart"]},mediaMuted:{get(t){var e;const{media:i}=t;return(e=i?.muted)!=null?e:!1},set(t,e){const{media:i,options:{noMutedPref:a}={}}=e;if(i){i.muted=t;try{const n=d.localStorage.getItem("media-chrome-pref-muted")!==null,s=i.hasAttribute("muted");if(a){n&&d.localStorage.removeItem("media-chrome-pref-muted");return}if(s&&!n)return;d.localStorage.setItem("media-chrome-pref-muted",t?"true":"false")}catch(n){console.debug("Error setting muted pref",n)}}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{const{options:{noMutedPref:i}}=e,{media:a}=e;if(!(!a||a.muted||i))try{const n=d.localStorage.getItem("media-chrome-pref-muted")==="true";di.mediaMuted.set(n,e),t(n)}catch(n){console.debug("Error getting muted pref",n)}}]},mediaLoop:{get(t){const{media:e}=t;return e?.loop},set(t,e){const{media:i}=e;i&&(i.loop=t)},mediaEvents:["medialooprequest"]},mediaVolume:{get(t){var e;const{media:i}=t;return(e=i?.volume)!=null?e:1},set(t,e){const{media:i,options:{noVolumePref:a}={}}=e;if(i){try{t==null?d.localStorage.removeItem("media-chrome-pref-volume"):!i.hasAttribute("muted")&&!a&&d.localStorage.setItem("media-chrome-pref-volume",t.toString())}catch(n){console.debug("Error setting volume pref",n)}Number.isFinite(+t)&&(i.volume=+t)}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{const{options:{noVolumePref:i}}=e;if(!i)try{const{media:a}=e;if(!a)return;const n=d.localStorage.getItem("media-chrome-pref-volume");if(n==null)return;di.mediaVolume.set(+n,e),t(+n)}catch(a){console.debug("Error getting volume pref",a)}}]},mediaVolumeLevel:{get(t){const{media:e}=t;return typeof e?.volume>"u"?"high":e.muted||e.volume===0?"off":e.volume<.5?"low":e.volume<.75?"medium":"high"},mediaEvents:["volumechange"]},mediaCurrentTime:{get(t){var e;const{media:i}=t;return(e=i?.currentTime)!=null?e:0},set(t,e){const{media:i}=e;!i||!Os(t)||(i.currentTime=t)},mediaEvents:["timeupdate","loadedmetadata","seeking"]},mediaDuration:{get(t){const{media:e,options:{defaultDuration:i}={}}=t;return i&&(!e||!e.duration||Number.isNaN(e.duration)||!Number.isFinite(e.duration))?i:Number.isFinite(e?.duration)?e.duration:Number.NaN},mediaEvents:["durationchange","loadedmetadata","emptied"]},mediaLoading:{get(t){const{media:e}=t;return e?.readyState<3},mediaEvents:["waiting","playing","emptied"]},mediaSeekable:{get(t){var e;const{media:i}=t;if(!((e=i?.seekable)!=null&&e.length))return;const a=i.seekable.start(0),n=i.seekable.end(i.seekable.length-1);if(!(!a&&!n))return[Number(a.toFixed(3)),Number(n.toFixed(3))]},mediaEvents:["loadedmetadata","emptied","progress","seekablechange"]},mediaBuffered:{get(t){var e;const{media:i}=t,a=(e=i?.buffered)!=null?e:[];return Array.from(a).map((n,s)=>[Number(a.start(s).toFixed(3)),Number(a.end(s).toFixed(3))])},mediaEvents:["progress","emptied"]},mediaStreamType:{get(t){const{media:e,options:{defaultStreamType:i}={}}=t,a=[Le.LIVE,Le.ON_DEMAND].includes(i)?i:void 0;if(!e)return a;const{streamType:n}=e;if(Jd.includes(n))return n===Le.UNKNOWN?a:n;const s=e.duration;return s===1/0?Le.LIVE:Number.isFinite(s)?Le.ON_DEMAND:a},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange"]},mediaTargetLiveWindow:{get(t){const{media:e}=t;if(!e)return Number.NaN;const{targetLiveWindow:i}=e,a=di.mediaStreamType.get(t);return(i==null||Number.isNaN(i))&&a===Le.LIVE?0:i},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange","targetlivewindowchange"]},mediaTimeIsLive:{get(t){const{media:e,options:{liveEdgeOffset:i=10}={}}=t;if(!e)return!1;if(typeof e.liveEdgeStart=="number")return Number.isNaN(e.liveEdgeStart)?!1:e.currentTime>=e.liveEdgeStart;if(!(di.mediaStreamType.get(t)===Le.LIVE))return!1;const n=e.seekable;if(!n)return!0;if(!n.length)return!1;const s=n.end(n.length-1)-i;return e.currentTime>=s},mediaEvents:["playing","timeupdate","progress","waiting","emptied"]},mediaSubtitlesList:{get(t){return Ya(t).map(({kind:e,label:i,language:a})=>({kind:e,label:i,language:a}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack"]},mediaSubtitlesShowing:{get(t){return tl(t).map(({kind:e,label:i,language:a})=>({kind:e,label:i,language:a}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i,a;const{media:n,options:s}=e;if(!n)return;const o=l=>{var c;!s.defaultSubtitles||l&&![Re.CAPTIONS,Re.SUBTITLES].includes((c=l?.track)==null?void 0:c.kind)||il(e,!0)};return n.addEventListener("loadstart",o),(i=n.textTracks)==null||i.addEventListener("addtrack",o),(a=n.textTracks)==null||a.addEventListener("removetrack",o),()=>{var l,c;n.removeEventListener("loadstart",o),(l=n.textTracks)==null||l.removeEventListener("addtrack",o),(c=n.textTracks)==null||c.removeEventListener("removetrack",o)}}]},mediaChaptersCues:{get(t){var e;const{media:i}=t;if(!i)return[];const[a]=_n(i,{kind:Re.CHAPTERS});return Array.from((e=a?.cues)!=null?e:[]).map(({text:n,startTime:s,endTime:o})=>({text:ic(n),startTime:s,endTime:o}))},mediaEvents:["loadstart","loadedmetadata"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i;const{media:a}=e;if(!a)return;const n=a.querySelector('track[kind="chapters"][default][src]'),s=(i=a.shadowRoot)==null?void 0:i.querySelector(':is(video,audio) > track[kind="chapters"][default][src]');return n?.addEventListener("load",t),s?.addEventListener("load",t),()=>{n?.removeEventListener("load",t),s?.removeEventListener("load",t)}}]},mediaIsPip:{get(t){var e,i;const{media:a,documentElement:n}=t;if(!a||!n||!n.pictureInPictureElement)return!1;if(n.pictureInPictureElement===a)return!0;if(n.pictureInPictureElement instanceof HTMLMediaElement)return(e=a.localName)!=null&&e.includes("-")?Be(a,n.pictureInPictureElement):!1;if(n.pictureInPictureElement.localName.includes("-")){let s=n.pictureInPictureElement.shadowRoot;for(;s?.pictureInPictureElement;){if(s.pictureInPictureElement===a)return!0;s=(i=s.pictureInPictureElement)==null?void 0:i.shadowRoot}}return!1},set(t,e){const{media:i}=e;if(i)if(t){if(!q.pictureInPictureEnabled){console.warn("MediaChrome: Picture-in-picture is not enabled");return}if(!i.requestPictureInPicture){console.warn("MediaChrome: The current media does not support picture-in-picture");return}const a=()=>{console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a readyState > 0.")};i.requestPictureInPicture().catch(n=>{if(n.code===11){if(!i.src){console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a src set.");return}if(i.readyState===0&&i.preload==="none"){const s=()=>{i.removeEventListener("loadedmetadata",o),i.preload="none"},o=()=>{i.requestPictureInPicture().catch(a),s()};i.addEventListener("loadedmetadata",o),i.preload="metadata",setTimeout(()=>{i.readyState===0&&a(),s()},1e3)}else throw n}else throw n})}else q.pictureInPictureElement&&q.exitPictureInPicture()},mediaEvents:["enterpictureinpicture","leavepictureinpicture"]},mediaRenditionList:{get(t){var e;const{media:i}=t;return[...(e=i?.videoRenditions)!=null?e:[]].map(a=>({...a}))},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaRenditionSelected:{get(t){var e,i,a;const{media:n}=t;return(a=(i=n?.videoRenditions)==null?void 0:i[(e=n.videoRenditions)==null?void 0:e.selectedIndex])==null?void 0:a.id},set(t,e){const{media:i}=e;if(!i?.videoRenditions){console.warn("MediaController: Rendition selection not supported by this media.");return}const a=t,n=Array.prototype.findIndex.call(i.videoRenditions,s=>s.id==a);i.videoRenditions.selectedIndex!=n&&(i.videoRenditions.selectedIndex=n)},mediaEvents:["emptied"],videoRenditionsEvents:["addrendition","removerendition","change"]},mediaAudioTrackList:{get(t){var e;const{media:i}=t;return[...(e=i?.audioTracks)!=null?e:[]]},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaAudioTrackEnabled:{get(t){var e,i;const{media:a}=t;return(i=[...(e=a?.audioTracks)!=null?e:[]].find(n=>n.enabled))==null?void 0:i.id},set(t,e){const{media:i}=e;if(!i?.audioTracks){console.warn("MediaChrome: Audio track selection not supported by this media.");return}const a=t;for(const n of i.audioTracks)n.enabled=a==n.id},mediaEvents:["emptied"],audioTracksEvents:["addtrack","removetrack","change"]},mediaIsFullscreen:{get(t){return Wd(t)},set(t,e,i){var a,n;t?($d(e),i.detail&&!((a=e.media)!=null&&a.inert)&&((n=e.media)==null||n.focus())):Nd(e)},rootEvents:["fullscreenchange","webkitfullscreenchange"],mediaEvents:["webkitbeginfullscreen","webkitendfullscreen","webkitpresentationmodechanged"]},mediaIsCasting:{get(t){var e;const{media:i}=t;return!i?.remote||((e=i.remote)==null?void 0:e.state)==="disconnected"?!1:i.remote.state==="connected"},set(t,e){var i,a;const{media:n}=e;if(n&&!(t&&((i=n.remote)==null?void 0:i.state)!=="disconnected")&&!(!t&&((a=n.remote)==null?void 0:a.state)!=="connected")){if(typeof n.remote.prompt!="function"){console.warn("MediaChrome: Casting is not supported in this environment");return}n.remote.prompt().catch(()=>{})}},remoteEvents:["connect","connecting","disconnect"]},mediaIsAirplaying:{get(){return!1},set(t,e){const{media:i}=e;if(i){if(!(i.webkitShowPlaybackTargetPicker&&d.WebKitPlaybackTargetAvailabilityEvent)){console.error("MediaChrome: received a request to select AirPlay but AirPlay is not supported in this environment");return}i.webkitShowPlaybackTargetPicker()}},mediaEvents:["webkitcurrentplaybacktargetiswirelesschanged"]},mediaFullscreenUnavailable:{get(t){const{media:e}=t;if(!Yd||!el(e))return te.UNSUPPORTED}},mediaPipUnavailable:{get(t){const{media:e}=t;if(!Qd||!jo(e))return te.UNSUPPORTED;if(e?.disablePictureInPicture)return te.UNAVAILABLE}},mediaVolumeUnavailable:{get(t){const{media:e}=t;if(Qa===!1||e?.volume==null)return te.UNSUPPORTED},stateOwnersUpdateHandlers:[t=>{Qa==null&&jd.then(e=>t(e?void 0:te.UNSUPPORTED))}]},mediaCastUnavailable:{get(t,{availability:e="not-available"}={}){var i;const{media:a}=t;if(!Zd||!((i=a?.remote)!=null&&i.state))return te.UNSUPPORTED;if(!(e==null||e==="available"))return te.UNAVAILABLE},stateOwnersUpdateHandlers:[(t,e)=>{var i;const{media:a}=e;return a?(a.disableRemotePlayback||a.hasAttribute("disableremoteplayback")||(i=a?.remote)==null||i.watchAvailability(s=>{t({availability:s?"available":"not-available"})}).catch(s=>{s.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var s;(s=a?.remote)==null||s.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaAirplayUnavailable:{get(t,e){if(!zd)return te.UNSUPPORTED;if(e?.availability==="not-available")return te.UNAVAILABLE},mediaEvents:["webkitplaybacktargetavailabilitychanged"],stateOwnersUpdateHandlers:[(t,e)=>{var i;const{media:a}=e;return a?(a.disableRemotePlayback||a.hasAttribute("disableremoteplayback")||(i=a?.remote)==null||i.watchAvailability(s=>{t({availability:s?"available":"not-available"})}).catch(s=>{s.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var s;(s=a?.remote)==null||s.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaRenditionUnavailable:{get(t){var e;const{media:i}=t;if(!i?.videoRenditions)return te.UNSUPPORTED;if(!((e=i.videoRenditions)!=null&&e.length))return te.UNAVAILABLE},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaAudioTrackUnavailable:{get(t){var e,i;const{media:a}=t;if(!a?.audioTracks)return te.UNSUPPORTED;if(((i=(e=a.audioTracks)==null?void 0:e.length)!=null?i:0)<=1)return te.UNAVAILABLE},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaLang:{get(t){const{options:{mediaLang:e}={}}=t;return e??"en"}}},ac={[p.MEDIA_PREVIEW_REQUEST](t,e,{detail:i}){var a,n,s;const{media:o}=e,l=i??void 0;let c,g;if(o&&l!=null){const[h]=_n(o,{kind:Re.METADATA,label:"thumbnails"}),_=Array.prototype.find.call((a=h?.cues)!=null?a:[],(v,k,I)=>k===0?v.endTime>l:k===I.length-1?v.startTime<=l:v.startTime<=l&&v.endTime>l);if(_){const v=/'^(?:[a-z]+:)?\/\//i.test(_.text)||(n=o?.querySelector('track[label="thumbnails"]'))==null?void 0:n.src,k=new URL(_.text,v);g=new URLSearchParams(k.hash).get("#xywh").split(",").map(z=>+z),c=k.href}}const T=t.mediaDuration.get(e);let E=(s=t.mediaChaptersCues.get(e).find((h,_,v)=>_===v.length-1&&T===h.endTime?h.startTime<=l&&h.endTime>=l:h.startTime<=l&&h.endTime>l))==null?void 0:s.text;return i!=null&&E==null&&(E=""),{mediaPreviewTime:l,mediaPreviewImage:c,mediaPreviewCoords:g,mediaPreviewChapter:E}},[p.MEDIA_PAUSE_REQUEST](t,e){t["mediaPaused"].set(!0,e)},[p.MEDIA_PLAY_REQUEST](t,e){var i,a,n,s;const o="mediaPaused",c=t.mediaStreamType.get(e)===Le.LIVE,g=!((i=e.options)!=null&&i.noAutoSeekToLive),T=t.mediaTargetLiveWindow.get(e)>0;if(c&&g&&!T){const A=(a=t.mediaSeekable.get(e))==null?void 0:a[1];if(A){const E=(s=(n=e.options)==null?void 0:n.seekToLiveOffset)!=null?s:0,h=A-E;t.mediaCurrentTime.set(h,e)}}t[o].set(!1,e)},[p.MEDIA_PLAYBACK_RATE_REQUEST](t,e,{detail:i}){const a="mediaPlaybackRate",n=i;t[a].set(n,e)},[p.MEDIA_MUTE_REQUEST](t,e){t["mediaMuted"].set(!0,e)},[p.MEDIA_UNMUTE_REQUEST](t,e){const i="mediaMuted";t.mediaVolume.get(e)||t.mediaVolume.set(.25,e),t[i].set(!1,e)},[p.MEDIA_LOOP_REQUEST](t,e,{detail:i}){const a="mediaLoop",n=!!i;return t[a].set(n,e),{mediaLoop:n}},[p.MEDIA_VOLUME_REQUEST](t,e,{detail:i}){const a="mediaVolume",n=i;n&&t.mediaMuted.get(e)&&t.mediaMuted.set(!1,e),t[a].set(n,e)},[p.MEDIA_SEEK_REQUEST](t,e,{detail:i}){const a="mediaCurrentTime",n=i;t[a].set(n,e)},[p.MEDIA_SEEK_TO_LIVE_REQUEST](t,e){var i,a,n;const s="mediaCurrentTime",o=(i=t.mediaSeekable.get(e))==null?void 0:i[1];if(Number.isNaN(Number(o)))return;const l=(n=(a=e.options)==null?void 0:a.seekToLiveOffset)!=null?n:0,c=o-l;t[s].set(c,e)},[p.MEDIA_SHOW_SUBTITLES_REQUEST](t,e,{detail:i}){var a;const{options:n}=e,s=Ya(e),o=Xo(i),l=(a=o[0])==null?void 0:a.language;l&&!n.noSubtitlesLangPref&&d.localStorage.setItem("media-chrome-pref-subtitles-lang",l),Ti(Nt.SHOWING,s,o)},[p.MEDIA_DISABLE_SUBTITLES_REQUEST](t,e,{detail:i}){const a=Ya(e),n=i??[];Ti(Nt.DISABLED,a,n)},[p.MEDIA_TOGGLE_SUBTITLES_REQUEST](t,e,{detail:i}){il(e,i)},[p.MEDIA_RENDITION_REQUEST](t,e,{detail:i}){const a="mediaRenditionSelected",n=i;t[a].set(n,e)},[p.MEDIA_AUDIO_TRACK_REQUEST](t,e,{detail:i}){const a="mediaAudioTrackEnabled",n=i;t[a].set(n,e)},[p.MEDIA_ENTER_PIP_REQUEST](t,e){const i="mediaIsPip";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[p.MEDIA_EXIT_PIP_REQUEST](t,e){t["mediaIsPip"].set(!1,e)},[p.MEDIA_ENTER_FULLSCREEN_REQUEST](t,e,i){const a="mediaIsFullscreen";t.mediaIsPip.get(e)&&t.mediaIsPip.set(!1,e),t[a].set(!0,e,i)},[p.MEDIA_EXIT_FULLSCREEN_REQUEST](t,e){t["mediaIsFullscreen"].set(!1,e)},[p.MEDIA_ENTER_CAST_REQUEST](t,e){const i="mediaIsCasting";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[p.MEDIA_EXIT_CAST_REQUEST](t,e){t["mediaIsCasting"].set(!1,e)},[p.MEDIA_AIRPLAY_REQUEST](t,e){t["mediaIsAirplaying"].set(!0,e)}},nc=({media:t,fullscreenElement:e,documentElement:i,stateMediator:a=di,requestMap:n=ac,options:s={},monitorStateOwnersOnlyWithSubscriptions:o=!0})=>{const l=[],c={options:{...s}};let g=Object.freeze({mediaPreviewTime:void 0,mediaPreviewImage:void 0,mediaPreviewCoords:void 0,mediaPreviewChapter:void 0});const T=v=>{v!=null&&($s(v,g)||(g=Object.freeze({...g,...v}),l.forEach(k=>k(g))))},A=()=>{const v=Object.entries(a).reduce((k,[I,{get:z}])=>(k[I]=z(c),k),{});T(v)},E={};let h;const _=async(v,k)=>{var I,z,Xt,Jt,pt,xe,Oe,jt,et,_r,br,Ar,Tr,Ir,kr,Sr;const ql=!!h;if(h={...c,...h??{},...v},ql)return;await ec(...Object.values(v));const vt=l.length>0&&k===0&&o,yr=c.media!==h.media,wr=((I=c.media)==null?void 0:I.textTracks)!==((z=h.media)==null?void 0:z.textTracks),Mr=((Xt=c.media)==null?void 0:Xt.videoRenditions)!==((Jt=h.media)==null?void 0:Jt.videoRenditions),Lr=((pt=c.media)==null?void 0:pt.audioTracks)!==((xe=h.media)==null?void 0:xe.audioTracks),Dr=((Oe=c.media)==null?void 0:Oe.remote)!==((jt=h.media)==null?void 0:jt.remote),Rr=c.documentElement!==h.documentElement,Cr=!!c.media&&(yr||vt),xr=!!((et=c.media)!=null&&et.textTracks)&&(wr||vt),Or=!!((_r=c.media)!=null&&_r.videoRenditions)&&(Mr||vt),Ur=!!((br=c.media)!=null&&br.audioTracks)&&(Lr||vt),Pr=!!((Ar=c.media)!=null&&Ar.remote)&&(Dr||vt),$r=!!c.documentElement&&(Rr||vt),yn=Cr||xr||Or||Ur||Pr||$r,Et=l.length===0&&k===1&&o,Nr=!!h.media&&(yr||Et),Hr=!!((Tr=h.media)!=null&&Tr.textTracks)&&(wr||Et),Wr=!!((Ir=h.media)!=null&&Ir.videoRenditions)&&(Mr||Et),Br=!!((kr=h.media)!=null&&kr.audioTracks)&&(Lr||Et),Fr=!!((Sr=h.media)!=null&&Sr.remote)&&(Dr||Et),Vr=!!h.documentElement&&(Rr||Et),Kr=Nr||Hr||Wr||Br||Fr||Vr;if(!(yn||Kr)){Object.entries(h).forEach(([D,ei])=>{c[D]=ei}),A(),h=void 0;return}Object.entries(a).forEach(([D,{get:ei,mediaEvents:Yl=[],textTracksEvents:Ql=[],videoRenditionsEvents:zl=[],audioTracksEvents:Zl=[],remoteEvents:Xl=[],rootEvents:Jl=[],stateOwnersUpdateHandlers:jl=[]}])=>{E[D]||(E[D]={});const ee=O=>{const H=ei(c,O);T({[D]:H})};let V;V=E[D].mediaEvents,Yl.forEach(O=>{V&&Cr&&(c.media.removeEventListener(O,V),E[D].mediaEvents=void 0),Nr&&(h.media.addEventListener(O,ee),E[D].mediaEvents=ee)}),V=E[D].textTracksEvents,Ql.forEach(O=>{var H,ce;V&&xr&&((H=c.media.textTracks)==null||H.removeEventListener(O,V),E[D].textTracksEvents=void 0),Hr&&((ce=h.media.textTracks)==null||ce.addEventListener(O,ee),E[D].textTracksEvents=ee)}),V=E[D].videoRenditionsEvents,zl.forEach(O=>{var H,ce;V&&Or&&((H=c.media.videoRenditions)==null||H.removeEventListener(O,V),E[D].videoRenditionsEvents=void 0),Wr&&((ce=h.media.videoRenditions)==null||ce.addEventListener(O,ee),E[D].videoRenditionsEvents=ee)}),V=E[D].audioTracksEvents,Zl.forEach(O=>{var H,ce;V&&Ur&&((H=c.media.audioTracks)==null||H.removeEventListener(O,V),E[D].audioTracksEvents=void 0),Br&&((ce=h.media.audioTracks)==null||ce.addEventListener(O,ee),E[D].audioTracksEvents=ee)}),V=E[D].remoteEvents,Xl.forEach(O=>{var H,ce;V&&Pr&&((H=c.media.remote)==null||H.removeEventListener(O,V),E[D].remoteEvents=void 0),Fr&&((ce=h.media.remote)==null||ce.addEventListener(O,ee),E[D].remoteEvents=ee)}),V=E[D].rootEvents,Jl.forEach(O=>{V&&$r&&(c.documentElement.removeEventListener(O,V),E[D].rootEvents=void 0),Vr&&(h.documentElement.addEventListener(O,ee),E[D].rootEvents=ee)});const Vi=E[D].stateOwnersUpdateHandlers;if(Vi&&yn&&(Array.isArray(Vi)?Vi:[Vi]).forEach(H=>{typeof H=="function"&&H()}),Kr){const O=jl.map(H=>H(ee,h)).filter(H=>typeof H=="function");E[D].stateOwnersUpdateHandlers=O.length===1?O[0]:O}else yn&&(E[D].stateOwnersUpdateHandlers=void 0)}),Object.entries(h).forEach(([D,ei])=>{c[D]=ei}),A(),h=void 0};return _({media:t,fullscreenElement:e,documentElement:i,options:s}),{dispatch(v){const{type:k,detail:I}=v;if(n[k]&&g.mediaErrorCode==null){T(n[k](a,c,v));return}k==="mediaelementchangerequest"?_({media:I}):k==="fullscreenelementchangerequest"?_({fullscreenElement:I}):k==="documentelementchangerequest"?_({documentElement:I}):k==="optionschangerequest"&&(Object.entries(I??{}).forEach(([z,Xt])=>{c.options[z]=Xt}),A())},getState(){return g},subscribe(v){return _({},l.length+1),l.push(v),v(g),()=>{const k=l.indexOf(v);k>=0&&(_({},l.length-1),l.splice(k,1))}}}};var Ns=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},m=(t,e,i)=>(Ns(t,e,"read from private field"),i?i.call(t):e.get(t)),ie=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},me=(t,e,i,a)=>(Ns(t,e,"write to private field"),e.set(t,i),i),qe=(t,e,i)=>(Ns(t,e,"access private method"),i),He,ci,S,ne,ui,be,da,hi,ca,Bn,dt,ua,Fn,Ii,za,Vn,al;const nl=["ArrowLeft","ArrowRight","ArrowUp","ArrowDown","Enter"," ","f","m","k","c","l","j",">","<","p"],Xr=10,Jr=.025,jr=.25,sc=.25,rc=2,u={DEFAULT_SUBTITLES:"defaultsubtitles",DEFAULT_STREAM_TYPE:"defaultstreamtype",DEFAULT_DURATION:"defaultduration",FULLSCREEN_ELEMENT:"fullscreenelement",HOTKEYS:"hotkeys",KEYBOARD_BACKWARD_SEEK_OFFSET:"keyboardbackwardseekoffset",KEYBOARD_FORWARD_SEEK_OFFSET:"keyboardforwardseekoffset",KEYBOARD_DOWN_VOLUME_STEP:"keyboarddownvolumestep",KEYBOARD_UP_VOLUME_STEP:"keyboardupvolumestep",KEYS_USED:"keysused",LANG:"lang",LOOP:"loop",LIVE_EDGE_OFFSET:"liveedgeoffset",NO_AUTO_SEEK_TO_LIVE:"noautoseektolive",NO_DEFAULT_STORE:"nodefaultstore",NO_HOTKEYS:"nohotkeys",NO_MUTED_PREF:"nomutedpref",NO_SUBTITLES_LANG_PREF:"nosubtitleslangpref",NO_VOLUME_PREF:"novolumepref",SEEK_TO_LIVE_OFFSET:"seektoliveoffset"};class oc extends gn{constructor(){super(),ie(this,ca),ie(this,ua),ie(this,Ii),ie(this,Vn),this.mediaStateReceivers=[],this.associatedElementSubscriptions=new Map,ie(this,He,new Sd(this,u.HOTKEYS)),ie(this,ci,void 0),ie(this,S,void 0),ie(this,ne,null),ie(this,ui,void 0),ie(this,be,void 0),ie(this,da,i=>{var a;(a=m(this,S))==null||a.dispatch(i)}),ie(this,hi,void 0),ie(this,dt,i=>{const{key:a,shiftKey:n}=i;if(!(n&&(a==="/"||a==="?")||nl.includes(a))){this.removeEventListener("keyup",m(this,dt));return}this.keyboardShortcutHandler(i)}),this.associateElement(this);let e={};me(this,ui,i=>{Object.entries(i).forEach(([a,n])=>{if(a in e&&e[a]===n)return;this.propagateMediaState(a,n);const s=a.toLowerCase(),o=new d.CustomEvent(id[s],{composed:!0,detail:n});this.dispatchEvent(o)}),e=i})}static get observedAttributes(){return super.observedAttributes.concat(u.NO_HOTKEYS,u.HOTKEYS,u.DEFAULT_STREAM_TYPE,u.DEFAULT_SUBTITLES,u.DEFAULT_DURATION,u.NO_MUTED_PREF,u.NO_VOLUME_PREF,u.LANG,u.LOOP,u.LIVE_EDGE_OFFSET,u.SEEK_TO_LIVE_OFFSET,u.NO_AUTO_SEEK_TO_LIVE)}get mediaStore(){return m(this,S)}set mediaStore(e){var i,a;if(m(this,S)&&((i=m(this,be))==null||i.call(this),me(this,be,void 0)),me(this,S,e),!m(this,S)&&!this.hasAttribute(u.NO_DEFAULT_STORE)){qe(this,ca,Bn).call(this);return}me(this,be,(a=m(this,S))==null?void 0:a.subscribe(m(this,ui)))}get fullscreenElement(){var e;return(e=m(this,ci))!=null?e:this}set fullscreenElement(e){var i;this.hasAttribute(u.FULLSCREEN_ELEMENT)&&this.removeAttribute(u.FULLSCREEN_ELEMENT),me(this,ci,e),(i=m(this,S))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}get defaultSubtitles(){return w(this,u.DEFAULT_SUBTITLES)}set defaultSubtitles(e){M(this,u.DEFAULT_SUBTITLES,e)}get defaultStreamType(){return N(this,u.DEFAULT_STREAM_TYPE)}set defaultStreamType(e){P(this,u.DEFAULT_STREAM_TYPE,e)}get defaultDuration(){return J(this,u.DEFAULT_DURATION)}set defaultDuration(e){j(this,u.DEFAULT_DURATION,e)}get noHotkeys(){return w(this,u.NO_HOTKEYS)}set noHotkeys(e){M(this,u.NO_HOTKEYS,e)}get keysUsed(){return N(this,u.KEYS_USED)}set keysUsed(e){P(this,u.KEYS_USED,e)}get liveEdgeOffset(){return J(this,u.LIVE_EDGE_OFFSET)}set liveEdgeOffset(e){j(this,u.LIVE_EDGE_OFFSET,e)}get noAutoSeekToLive(){return w(this,u.NO_AUTO_SEEK_TO_LIVE)}set noAutoSeekToLive(e){M(this,u.NO_AUTO_SEEK_TO_LIVE,e)}get noVolumePref(){return w(this,u.NO_VOLUME_PREF)}set noVolumePref(e){M(this,u.NO_VOLUME_PREF,e)}get noMutedPref(){return w(this,u.NO_MUTED_PREF)}set noMutedPref(e){M(this,u.NO_MUTED_PREF,e)}get noSubtitlesLangPref(){return w(this,u.NO_SUBTITLES_LANG_PREF)}set noSubtitlesLangPref(e){M(this,u.NO_SUBTITLES_LANG_PREF,e)}get noDefaultStore(){return w(this,u.NO_DEFAULT_STORE)}set noDefaultStore(e){M(this,u.NO_DEFAULT_STORE,e)}get resolvedLang(){return hd()}attributeChangedCallback(e,i,a){var n,s,o,l,c,g,T,A,E,h,_,v;if(super.attributeChangedCallback(e,i,a),e===u.NO_HOTKEYS)a!==i&&a===""?(this.hasAttribute(u.HOTKEYS)&&console.warn("Media Chrome: Both `hotkeys` and `nohotkeys` have been set. All hotkeys will be disabled."),this.disableHotkeys()):a!==i&&a===null&&this.enableHotkeys(),qe(this,Ii,za).call(this);else if(e===u.HOTKEYS)m(this,He).value=a,qe(this,Ii,za).call(this);else if(e===u.DEFAULT_SUBTITLES&&a!==i)(n=m(this,S))==null||n.dispatch({type:"optionschangerequest",detail:{defaultSubtitles:this.hasAttribute(u.DEFAULT_SUBTITLES)}});else if(e===u.DEFAULT_STREAM_TYPE)(o=m(this,S))==null||o.dispatch({type:"optionschangerequest",detail:{defaultStreamType:(s=this.getAttribute(u.DEFAULT_STREAM_TYPE))!=null?s:void 0}});else if(e===u.LIVE_EDGE_OFFSET&&a!==i)(l=m(this,S))==null||l.dispatch({type:"optionschangerequest",detail:{liveEdgeOffset:this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0}});else if(e===u.SEEK_TO_LIVE_OFFSET&&a!==i)(c=m(this,S))==null||c.dispatch({type:"optionschangerequest",detail:{seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0}});else if(e===u.NO_AUTO_SEEK_TO_LIVE)(g=m(this,S))==null||g.dispatch({type:"optionschangerequest",detail:{noAutoSeekToLive:this.hasAttribute(u.NO_AUTO_SEEK_TO_LIVE)}});else if(e===u.FULLSCREEN_ELEMENT){const k=a?(T=this.getRootNode())==null?void 0:T.getElementById(a):void 0;me(this,ci,k),(A=m(this,S))==null||A.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}else e===u.LANG&&a!==i?(cd(a),(E=m(this,S))==null||E.dispatch({type:"optionschangerequest",detail:{mediaLang:a}})):e===u.LOOP&&a!==i?(h=m(this,S))==null||h.dispatch({type:p.MEDIA_LOOP_REQUEST,detail:a!=null}):e===u.NO_VOLUME_PREF&&a!==i?(_=m(this,S))==null||_.dispatch({type:"optionschangerequest",detail:{noVolumePref:this.hasAttribute(u.NO_VOLUME_PREF)}}):e===u.NO_MUTED_PREF&&a!==i&&((v=m(this,S))==null||v.dispatch({type:"optionschangerequest",detail:{noMutedPref:this.hasAttribute(u.NO_MUTED_PREF)}}))}connectedCallback(){var e,i,a;this.associateElement(this),!m(this,S)&&!this.hasAttribute(u.NO_DEFAULT_STORE)&&qe(this,ca,Bn).call(this),(e=m(this,S))==null||e.dispatch({type:"documentelementchangerequest",detail:q}),(i=m(this,S))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement}),super.connectedCallback(),m(this,S)&&!m(this,be)&&me(this,be,(a=m(this,S))==null?void 0:a.subscribe(m(this,ui))),m(this,hi)!==void 0&&m(this,S)&&this.media&&setTimeout(()=>{var n,s,o;(s=(n=this.media)==null?void 0:n.textTracks)!=null&&s.length&&((o=m(this,S))==null||o.dispatch({type:p.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:m(this,hi)}))},0),this.hasAttribute(u.NO_HOTKEYS)?this.disableHotkeys():this.enableHotkeys()}disconnectedCallback(){var e,i,a,n,s,o;if((e=super.disconnectedCallback)==null||e.call(this),this.disableHotkeys(),m(this,S)){const l=m(this,S).getState();me(this,hi,!!((i=l.mediaSubtitlesShowing)!=null&&i.length)),(a=m(this,S))==null||a.dispatch({type:"fullscreenelementchangerequest",detail:void 0}),(n=m(this,S))==null||n.dispatch({type:"documentelementchangerequest",detail:void 0}),(s=m(this,S))==null||s.dispatch({type:p.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:!1})}m(this,be)&&((o=m(this,be))==null||o.call(this),me(this,be,void 0)),this.unassociateElement(this),m(this,ne)&&(m(this,ne).remove(),me(this,ne,null))}mediaSetCallback(e){var i;super.mediaSetCallback(e),(i=m(this,S))==null||i.dispatch({type:"mediaelementchangerequest",detail:e}),e.hasAttribute("tabindex")||(e.tabIndex=-1)}mediaUnsetCallback(e){var i;super.mediaUnsetCallback(e),(i=m(this,S))==null||i.dispatch({type:"mediaelementchangerequest",detail:void 0})}propagateMediaState(e,i){io(this.mediaStateReceivers,e,i)}associateElement(e){if(!e)return;const{associatedElementSubscriptions:i}=this;if(i.has(e))return;const a=this.registerMediaStateReceiver.bind(this),n=this.unregisterMediaStateReceiver.bind(this),s=mc(e,a,n);Object.values(p).forEach(o=>{e.addEventListener(o,m(this,da))}),i.set(e,s)}unassociateElement(e){if(!e)return;const{associatedElementSubscriptions:i}=this;if(!i.has(e))return;i.get(e)(),i.delete(e),Object.values(p).forEach(n=>{e.removeEventListener(n,m(this,da))})}registerMediaStateReceiver(e){if(!e)return;const i=this.mediaStateReceivers;i.indexOf(e)>-1||(i.push(e),m(this,S)&&Object.entries(m(this,S).getState()).forEach(([n,s])=>{io([e],n,s)}))}unregisterMediaStateReceiver(e){const i=this.mediaStateReceivers,a=i.indexOf(e);a<0||i.splice(a,1)}enableHotkeys(){this.addEventListener("keydown",qe(this,ua,Fn))}disableHotkeys(){this.removeEventListener("keydown",qe(this,ua,Fn)),this.removeEventListener("keyup",m(this,dt))}get hotkeys(){return m(this,He)}set hotkeys(e){P(this,u.HOTKEYS,e)}keyboardShortcutHandler(e){var i,a,n,s,o,l,c,g,T;const A=e.target;if(((n=(a=(i=A.getAttribute(u.KEYS_USED))==null?void 0:i.split(" "))!=null?a:A?.keysUsed)!=null?n:[]).map(I=>I==="Space"?" ":I).filter(Boolean).includes(e.key))return;let h,_,v;if(!(m(this,He).contains(xs(e.key))||e.shiftKey&&(e.key==="/"||e.key==="?")&&m(this,He).contains("noshift+/")))switch(e.key){case" ":case"k":h=m(this,S).getState().mediaPaused?p.MEDIA_PLAY_REQUEST:p.MEDIA_PAUSE_REQUEST,this.dispatchEvent(new d.CustomEvent(h,{composed:!0,bubbles:!0}));break;case"m":h=this.mediaStore.getState().mediaVolumeLevel==="off"?p.MEDIA_UNMUTE_REQUEST:p.MEDIA_MUTE_REQUEST,this.dispatchEvent(new d.CustomEvent(h,{composed:!0,bubbles:!0}));break;case"f":h=this.mediaStore.getState().mediaIsFullscreen?p.MEDIA_EXIT_FULLSCREEN_REQUEST:p.MEDIA_ENTER_FULLSCREEN_REQUEST,this.dispatchEvent(new d.CustomEvent(h,{composed:!0,bubbles:!0}));break;case"c":this.dispatchEvent(new d.CustomEvent(p.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}));break;case"ArrowLeft":case"j":{const I=this.hasAttribute(u.KEYBOARD_BACKWARD_SEEK_OFFSET)?+this.getAttribute(u.KEYBOARD_BACKWARD_SEEK_OFFSET):Xr;_=Math.max(((s=this.mediaStore.getState().mediaCurrentTime)!=null?s:0)-I,0),v=new d.CustomEvent(p.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(v);break}case"ArrowRight":case"l":{const I=this.hasAttribute(u.KEYBOARD_FORWARD_SEEK_OFFSET)?+this.getAttribute(u.KEYBOARD_FORWARD_SEEK_OFFSET):Xr;_=Math.max(((o=this.mediaStore.getState().mediaCurrentTime)!=null?o:0)+I,0),v=new d.CustomEvent(p.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(v);break}case"ArrowUp":{const I=this.hasAttribute(u.KEYBOARD_UP_VOLUME_STEP)?+this.getAttribute(u.KEYBOARD_UP_VOLUME_STEP):Jr;_=Math.min(((l=this.mediaStore.getState().mediaVolume)!=null?l:1)+I,1),v=new d.CustomEvent(p.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(v);break}case"ArrowDown":{const I=this.hasAttribute(u.KEYBOARD_DOWN_VOLUME_STEP)?+this.getAttribute(u.KEYBOARD_DOWN_VOLUME_STEP):Jr;_=Math.max(((c=this.mediaStore.getState().mediaVolume)!=null?c:1)-I,0),v=new d.CustomEvent(p.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(v);break}case"<":{const I=(g=this.mediaStore.getState().mediaPlaybackRate)!=null?g:1;_=Math.max(I-jr,sc).toFixed(2),v=new d.CustomEvent(p.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(v);break}case">":{const I=(T=this.mediaStore.getState().mediaPlaybackRate)!=null?T:1;_=Math.min(I+jr,rc).toFixed(2),v=new d.CustomEvent(p.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(v);break}case"/":case"?":{e.shiftKey&&qe(this,Vn,al).call(this);break}case"p":{h=this.mediaStore.getState().mediaIsPip?p.MEDIA_EXIT_PIP_REQUEST:p.MEDIA_ENTER_PIP_REQUEST,v=new d.CustomEvent(h,{composed:!0,bubbles:!0}),this.dispatchEvent(v);break}}}}He=new WeakMap;ci=new WeakMap;S=new WeakMap;ne=new WeakMap;ui=new WeakMap;be=new WeakMap;da=new WeakMap;hi=new WeakMap;ca=new WeakSet;Bn=function(){var t;this.mediaStore=nc({media:this.media,fullscreenElement:this.fullscreenElement,options:{defaultSubtitles:this.hasAttribute(u.DEFAULT_SUBTITLES),defaultDuration:this.hasAttribute(u.DEFAULT_DURATION)?+this.getAttribute(u.DEFAULT_DURATION):void 0,defaultStreamType:(t=this.getAttribute(u.DEFAULT_STREAM_TYPE))!=null?t:void 0,liveEdgeOffset:this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(u.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(u.SEEK_TO_LIVE_OFFSET):this.hasAttribute(u.LIVE_EDGE_OFFSET)?+this.getAttribute(u.LIVE_EDGE_OFFSET):void 0,noAutoSeekToLive:this.hasAttribute(u.NO_AUTO_SEEK_TO_LIVE),noVolumePref:this.hasAttribute(u.NO_VOLUME_PREF),noMutedPref:this.hasAttribute(u.NO_MUTED_PREF),noSubtitlesLangPref:this.hasAttribute(u.NO_SUBTITLES_LANG_PREF)}})};dt=new WeakMap;ua=new WeakSet;Fn=function(t){var e;const{metaKey:i,altKey:a,key:n,shiftKey:s}=t,o=s&&(n==="/"||n==="?");if(o&&((e=m(this,ne))!=null&&e.open)){this.removeEventListener("keyup",m(this,dt));return}if(i||a||!o&&!nl.includes(n)){this.removeEventListener("keyup",m(this,dt));return}const l=t.target,c=l instanceof HTMLElement&&(l.tagName.toLowerCase()==="media-volume-range"||l.tagName.toLowerCase()==="media-time-range");[" ","ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].includes(n)&&!m(this,He).contains(xs(n))&&!c&&t.preventDefault(),this.addEventListener("keyup",m(this,dt),{once:!0})};Ii=new WeakSet;za=function(){m(this,ne)&&(m(this,ne).hotkeys=m(this,He).value||void 0,(this.noHotkeys||m(this,He).contains("noshift+/"))&&(m(this,ne).open=!1))};Vn=new WeakSet;al=function(){m(this,ne)||(me(this,ne,q.createElement("media-keyboard-shortcuts-dialog")),qe(this,Ii,za).call(this),this.appendChild(m(this,ne))),m(this,ne).open=!0};const lc=Object.values(r),dc=Object.values(xo),sl=t=>{var e,i,a,n;let{observedAttributes:s}=t.constructor;!s&&((e=t.nodeName)!=null&&e.includes("-"))&&(d.customElements.upgrade(t),{observedAttributes:s}=t.constructor);const o=(n=(a=(i=t?.getAttribute)==null?void 0:i.call(t,L.MEDIA_CHROME_ATTRIBUTES))==null?void 0:a.split)==null?void 0:n.call(a,/\s+/);return Array.isArray(s||o)?(s||o).filter(l=>lc.includes(l)):[]},cc=t=>{var e,i;return(e=t.nodeName)!=null&&e.includes("-")&&d.customElements.get((i=t.nodeName)==null?void 0:i.toLowerCase())&&!(t instanceof d.customElements.get(t.nodeName.toLowerCase()))&&d.customElements.upgrade(t),dc.some(a=>a in t)},Kn=t=>cc(t)||!!sl(t).length,eo=t=>{var e;return(e=t?.join)==null?void 0:e.call(t,":")},to={[r.MEDIA_SUBTITLES_LIST]:qa,[r.MEDIA_SUBTITLES_SHOWING]:qa,[r.MEDIA_SEEKABLE]:eo,[r.MEDIA_BUFFERED]:t=>t?.map(eo).join(" "),[r.MEDIA_PREVIEW_COORDS]:t=>t?.join(" "),[r.MEDIA_RENDITION_LIST]:yd,[r.MEDIA_AUDIO_TRACK_LIST]:Dd},uc=async(t,e,i)=>{var a,n;if(t.isConnected||await zo(0),typeof i=="boolean"||i==null)return M(t,e,i);if(typeof i=="number")return j(t,e,i);if(typeof i=="string")return P(t,e,i);if(Array.isArray(i)&&!i.length)return t.removeAttribute(e);const s=(n=(a=to[e])==null?void 0:a.call(to,i))!=null?n:i;return t.setAttribute(e,s)},hc=t=>{var e;return!!((e=t.closest)!=null&&e.call(t,'*[slot="media"]'))},st=(t,e)=>{if(hc(t))return;const i=(n,s)=>{var o,l;Kn(n)&&s(n);const{children:c=[]}=n??{},g=(l=(o=n?.shadowRoot)==null?void 0:o.children)!=null?l:[];[...c,...g].forEach(A=>st(A,s))},a=t?.nodeName.toLowerCase();if(a.includes("-")&&!Kn(t)){d.customElements.whenDefined(a).then(()=>{i(t,e)});return}i(t,e)},io=(t,e,i)=>{t.forEach(a=>{if(e in a){a[e]=i;return}const n=sl(a),s=e.toLowerCase();n.includes(s)&&uc(a,s,i)})},mc=(t,e,i)=>{st(t,e);const a=T=>{var A;const E=(A=T?.composedPath()[0])!=null?A:T.target;e(E)},n=T=>{var A;const E=(A=T?.composedPath()[0])!=null?A:T.target;i(E)};t.addEventListener(p.REGISTER_MEDIA_STATE_RECEIVER,a),t.addEventListener(p.UNREGISTER_MEDIA_STATE_RECEIVER,n);const s=T=>{T.forEach(A=>{const{addedNodes:E=[],removedNodes:h=[],type:_,target:v,attributeName:k}=A;_==="childList"?(Array.prototype.forEach.call(E,I=>st(I,e)),Array.prototype.forEach.call(h,I=>st(I,i))):_==="attributes"&&k===L.MEDIA_CHROME_ATTRIBUTES&&(Kn(v)?e(v):i(v))})};let o=[];const l=T=>{const A=T.target;A.name!=="media"&&(o.forEach(E=>st(E,i)),o=[...A.assignedElements({flatten:!0})],o.forEach(E=>st(E,e)))};t.addEventListener("slotchange",l);const c=new MutationObserver(s);return c.observe(t,{childList:!0,attributes:!0,subtree:!0}),()=>{st(t,i),t.removeEventListener("slotchange",l),c.disconnect(),t.removeEventListener(p.REGISTER_MEDIA_STATE_RECEIVER,a),t.removeEventListener(p.UNREGISTER_MEDIA_STATE_RECEIVER,n)}};d.customElements.get("media-controller")||d.customElements.define("media-controller",oc);const ft={PLACEMENT:"placement",BOUNDS:"bounds"};function pc(t){return`
    <style>
      :host {
        --_tooltip-background-color: var(--media-tooltip-background-color, var(--media-secondary-color, rgba(20, 20, 30, .7)));
        --_tooltip-background: var(--media-tooltip-background, var(--_tooltip-background-color));
        --_tooltip-arrow-half-width: calc(var(--media-tooltip-arrow-width, 12px) / 2);
        --_tooltip-arrow-height: var(--media-tooltip-arrow-height, 5px);
        --_tooltip-arrow-background: var(--media-tooltip-arrow-color, var(--_tooltip-background-color));
        position: relative;
        pointer-events: none;
        display: var(--media-tooltip-display, inline-flex);
        justify-content: center;
        align-items: center;
        box-sizing: border-box;
        z-index: var(--media-tooltip-z-index, 1);
        background: var(--_tooltip-background);
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        font: var(--media-font,
          var(--media-font-weight, 400)
          var(--media-font-size, 13px) /
          var(--media-text-content-height, var(--media-control-height, 18px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        padding: var(--media-tooltip-padding, .35em .7em);
        border: var(--media-tooltip-border, none);
        border-radius: var(--media-tooltip-border-radius, 5px);
        filter: var(--media-tooltip-filter, drop-shadow(0 0 4px rgba(0, 0, 0, .2)));
        white-space: var(--media-tooltip-white-space, nowrap);
      }

      :host([hidden]) {
        display: none;
      }

      img, svg {
        display: inline-block;
      }

      #arrow {
        position: absolute;
        width: 0px;
        height: 0px;
        border-style: solid;
        display: var(--media-tooltip-arrow-display, block);
      }

      :host(:not([placement])),
      :host([placement="top"]) {
        position: absolute;
        bottom: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host(:not([placement])) #arrow,
      :host([placement="top"]) #arrow {
        top: 100%;
        left: 50%;
        border-width: var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width);
        border-color: var(--_tooltip-arrow-background) transparent transparent transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="right"]) {
        position: absolute;
        left: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="right"]) #arrow {
        top: 50%;
        right: 100%;
        border-width: var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0;
        border-color: transparent var(--_tooltip-arrow-background) transparent transparent;
        transform: translate(0, -50%);
      }

      :host([placement="bottom"]) {
        position: absolute;
        top: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host([placement="bottom"]) #arrow {
        bottom: 100%;
        left: 50%;
        border-width: 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width);
        border-color: transparent transparent var(--_tooltip-arrow-background) transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="left"]) {
        position: absolute;
        right: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="left"]) #arrow {
        top: 50%;
        left: 100%;
        border-width: var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height);
        border-color: transparent transparent transparent var(--_tooltip-arrow-background);
        transform: translate(0, -50%);
      }
      
      :host([placement="none"]) #arrow {
        display: none;
      }
    </style>
    <slot></slot>
    <div id="arrow"></div>
  `}class bn extends d.HTMLElement{constructor(){if(super(),this.updateXOffset=()=>{var e;if(!Po(this,{checkOpacity:!1,checkVisibilityCSS:!1}))return;const i=this.placement;if(i==="left"||i==="right"){this.style.removeProperty("--media-tooltip-offset-x");return}const a=getComputedStyle(this),n=(e=zt(this,"#"+this.bounds))!=null?e:je(this);if(!n)return;const{x:s,width:o}=n.getBoundingClientRect(),{x:l,width:c}=this.getBoundingClientRect(),g=l+c,T=s+o,A=a.getPropertyValue("--media-tooltip-offset-x"),E=A?parseFloat(A.replace("px","")):0,h=a.getPropertyValue("--media-tooltip-container-margin"),_=h?parseFloat(h.replace("px","")):0,v=l-s+E-_,k=g-T+E+_;if(v<0){this.style.setProperty("--media-tooltip-offset-x",`${v}px`);return}if(k>0){this.style.setProperty("--media-tooltip-offset-x",`${k}px`);return}this.style.removeProperty("--media-tooltip-offset-x")},!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}if(this.arrowEl=this.shadowRoot.querySelector("#arrow"),Object.prototype.hasOwnProperty.call(this,"placement")){const e=this.placement;delete this.placement,this.placement=e}}static get observedAttributes(){return[ft.PLACEMENT,ft.BOUNDS]}get placement(){return N(this,ft.PLACEMENT)}set placement(e){P(this,ft.PLACEMENT,e)}get bounds(){return N(this,ft.BOUNDS)}set bounds(e){P(this,ft.BOUNDS,e)}}bn.shadowRootOptions={mode:"open"};bn.getTemplateHTML=pc;d.customElements.get("media-tooltip")||d.customElements.define("media-tooltip",bn);var ao=bn,Hs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},W=(t,e,i)=>(Hs(t,e,"read from private field"),i?i.call(t):e.get(t)),it=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Yi=(t,e,i,a)=>(Hs(t,e,"write to private field"),e.set(t,i),i),no=(t,e,i)=>(Hs(t,e,"access private method"),i),Ae,Pt,Gn,rl,Xe,St,ha,qn,ol;const Ve={TOOLTIP_PLACEMENT:"tooltipplacement",DISABLED:"disabled",NO_TOOLTIP:"notooltip"};function vc(t,e={}){return`
    <style>
      :host {
        position: relative;
        font: var(--media-font,
          var(--media-font-weight, bold)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        padding: var(--media-button-padding, var(--media-control-padding, 10px));
        justify-content: var(--media-button-justify-content, center);
        display: inline-flex;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        transition: background .15s linear;
        pointer-events: auto;
        cursor: var(--media-cursor, pointer);
        -webkit-tap-highlight-color: transparent;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }
      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgba(50 50 70 / .7));
      }

      slot[name="icon"] {
        display: inline-flex;
        align-items: center;
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-button-icon-width);
        height: var(--media-button-icon-height, var(--media-control-height, 24px));
        transform: var(--media-button-icon-transform);
        transition: var(--media-button-icon-transition);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
        max-width: 100%;
        max-height: 100%;
        min-width: 100%;
      }

      media-tooltip {
        
        max-width: 0;
        overflow-x: clip;
        opacity: 0;
        transition: opacity .3s, max-width 0s 9s;
      }

      :host(:hover) media-tooltip,
      :host(:focus-visible) media-tooltip {
        max-width: 100vw;
        opacity: 1;
        transition: opacity .3s;
      }

      :host([notooltip]) slot[name="tooltip"] {
        display: none;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}

    <slot name="tooltip">
      <media-tooltip part="tooltip" aria-hidden="true">
        <template shadowrootmode="${ao.shadowRootOptions.mode}">
          ${ao.getTemplateHTML({})}
        </template>
        <slot name="tooltip-content">
          ${this.getTooltipContentHTML(t)}
        </slot>
      </media-tooltip>
    </slot>
  `}function Ec(t,e){return`
    <slot></slot>
  `}function fc(){return""}class ge extends d.HTMLElement{constructor(){if(super(),it(this,Gn),it(this,qn),it(this,Ae,void 0),this.preventClick=!1,this.tooltipEl=null,it(this,Pt,e=>{this.preventClick||this.handleClick(e),setTimeout(W(this,Xe),0)}),it(this,Xe,()=>{var e,i;(i=(e=this.tooltipEl)==null?void 0:e.updateXOffset)==null||i.call(e)}),it(this,St,e=>{const{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",W(this,St));return}this.preventClick||this.handleClick(e)}),it(this,ha,e=>{const{metaKey:i,altKey:a,key:n}=e;if(i||a||!this.keysUsed.includes(n)){this.removeEventListener("keyup",W(this,St));return}this.addEventListener("keyup",W(this,St),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.tooltipEl=this.shadowRoot.querySelector("media-tooltip")}static get observedAttributes(){return["disabled",Ve.TOOLTIP_PLACEMENT,L.MEDIA_CONTROLLER,r.MEDIA_LANG]}enable(){this.addEventListener("click",W(this,Pt)),this.addEventListener("keydown",W(this,ha)),this.tabIndex=0}disable(){this.removeEventListener("click",W(this,Pt)),this.removeEventListener("keydown",W(this,ha)),this.removeEventListener("keyup",W(this,St)),this.tabIndex=-1}attributeChangedCallback(e,i,a){var n,s,o,l,c;e===L.MEDIA_CONTROLLER?(i&&((s=(n=W(this,Ae))==null?void 0:n.unassociateElement)==null||s.call(n,this),Yi(this,Ae,null)),a&&this.isConnected&&(Yi(this,Ae,(o=this.getRootNode())==null?void 0:o.getElementById(a)),(c=(l=W(this,Ae))==null?void 0:l.associateElement)==null||c.call(l,this))):e==="disabled"&&a!==i?a==null?this.enable():this.disable():e===Ve.TOOLTIP_PLACEMENT&&this.tooltipEl&&a!==i?this.tooltipEl.placement=a:e===r.MEDIA_LANG&&(this.shadowRoot.querySelector('slot[name="tooltip-content"]').innerHTML=this.constructor.getTooltipContentHTML()),no(this,Gn,rl).call(this)&&W(this,Xe).call(this)}connectedCallback(){var e,i,a;const{style:n}=F(this.shadowRoot,":host");n.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),this.hasAttribute("disabled")?this.disable():this.enable(),this.setAttribute("role","button");const s=this.getAttribute(L.MEDIA_CONTROLLER);s&&(Yi(this,Ae,(e=this.getRootNode())==null?void 0:e.getElementById(s)),(a=(i=W(this,Ae))==null?void 0:i.associateElement)==null||a.call(i,this)),d.customElements.whenDefined("media-tooltip").then(()=>no(this,qn,ol).call(this))}disconnectedCallback(){var e,i;this.disable(),(i=(e=W(this,Ae))==null?void 0:e.unassociateElement)==null||i.call(e,this),Yi(this,Ae,null),this.removeEventListener("mouseenter",W(this,Xe)),this.removeEventListener("focus",W(this,Xe)),this.removeEventListener("click",W(this,Pt))}get keysUsed(){return["Enter"," "]}get tooltipPlacement(){return N(this,Ve.TOOLTIP_PLACEMENT)}set tooltipPlacement(e){P(this,Ve.TOOLTIP_PLACEMENT,e)}get mediaController(){return N(this,L.MEDIA_CONTROLLER)}set mediaController(e){P(this,L.MEDIA_CONTROLLER,e)}get disabled(){return w(this,Ve.DISABLED)}set disabled(e){M(this,Ve.DISABLED,e)}get noTooltip(){return w(this,Ve.NO_TOOLTIP)}set noTooltip(e){M(this,Ve.NO_TOOLTIP,e)}handleClick(e){}}Ae=new WeakMap;Pt=new WeakMap;Gn=new WeakSet;rl=function(){try{return this.matches(":hover, :focus-visible")}catch{return this.matches(":hover, :focus")}};Xe=new WeakMap;St=new WeakMap;ha=new WeakMap;qn=new WeakSet;ol=function(){this.addEventListener("mouseenter",W(this,Xe)),this.addEventListener("focus",W(this,Xe)),this.addEventListener("click",W(this,Pt));const t=this.tooltipPlacement;t&&this.tooltipEl&&(this.tooltipEl.placement=t)};ge.shadowRootOptions={mode:"open"};ge.getTemplateHTML=vc;ge.getSlotTemplateHTML=Ec;ge.getTooltipContentHTML=fc;d.customElements.get("media-chrome-button")||d.customElements.define("media-chrome-button",ge);var ll=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Qi=(t,e,i)=>(ll(t,e,"read from private field"),i?i.call(t):e.get(t)),gc=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},zi=(t,e,i,a)=>(ll(t,e,"write to private field"),e.set(t,i),i),Te;function _c(t){return`
    <style>
      :host {
        
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-control-bar-display, inline-flex));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --media-loading-indicator-icon-height: 44px;
      }

      ::slotted(media-time-range),
      ::slotted(media-volume-range) {
        min-height: 100%;
      }

      ::slotted(media-time-range),
      ::slotted(media-clip-selector) {
        flex-grow: 1;
      }

      ::slotted([role="menu"]) {
        position: absolute;
      }
    </style>

    <slot></slot>
  `}class Ws extends d.HTMLElement{constructor(){if(super(),gc(this,Te,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[L.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,a){var n,s,o,l,c;e===L.MEDIA_CONTROLLER&&(i&&((s=(n=Qi(this,Te))==null?void 0:n.unassociateElement)==null||s.call(n,this),zi(this,Te,null)),a&&this.isConnected&&(zi(this,Te,(o=this.getRootNode())==null?void 0:o.getElementById(a)),(c=(l=Qi(this,Te))==null?void 0:l.associateElement)==null||c.call(l,this)))}connectedCallback(){var e,i,a;const n=this.getAttribute(L.MEDIA_CONTROLLER);n&&(zi(this,Te,(e=this.getRootNode())==null?void 0:e.getElementById(n)),(a=(i=Qi(this,Te))==null?void 0:i.associateElement)==null||a.call(i,this))}disconnectedCallback(){var e,i;(i=(e=Qi(this,Te))==null?void 0:e.unassociateElement)==null||i.call(e,this),zi(this,Te,null)}}Te=new WeakMap;Ws.shadowRootOptions={mode:"open"};Ws.getTemplateHTML=_c;d.customElements.get("media-control-bar")||d.customElements.define("media-control-bar",Ws);var dl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},bc=(t,e,i)=>(dl(t,e,"read from private field"),e.get(t)),Ac=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Tc=(t,e,i,a)=>(dl(t,e,"write to private field"),e.set(t,i),i),ma;const Ic=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M16 3v2.5h3.5V9H22V3h-6ZM4 9h2.5V5.5H10V3H4v6Zm15.5 9.5H16V21h6v-6h-2.5v3.5ZM6.5 15H4v6h6v-2.5H6.5V15Z"/>
</svg>`,kc=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M18.5 6.5V3H16v6h6V6.5h-3.5ZM16 21h2.5v-3.5H22V15h-6v6ZM4 17.5h3.5V21H10v-6H4v2.5Zm3.5-11H4V9h6V3H7.5v3.5Z"/>
</svg>`;function Sc(t){return`
    <style>
      :host([${r.MEDIA_IS_FULLSCREEN}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${r.MEDIA_IS_FULLSCREEN}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${r.MEDIA_IS_FULLSCREEN}]) slot[name=tooltip-enter],
      :host(:not([${r.MEDIA_IS_FULLSCREEN}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Ic}</slot>
      <slot name="exit">${kc}</slot>
    </slot>
  `}function yc(){return`
    <slot name="tooltip-enter">${b("Enter fullscreen mode")}</slot>
    <slot name="tooltip-exit">${b("Exit fullscreen mode")}</slot>
  `}const so=t=>{const e=t.mediaIsFullscreen?b("exit fullscreen mode"):b("enter fullscreen mode");t.setAttribute("aria-label",e)};class Bs extends ge{constructor(){super(...arguments),Ac(this,ma,null)}static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_IS_FULLSCREEN,r.MEDIA_FULLSCREEN_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),so(this)}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),e===r.MEDIA_IS_FULLSCREEN&&so(this)}get mediaFullscreenUnavailable(){return N(this,r.MEDIA_FULLSCREEN_UNAVAILABLE)}set mediaFullscreenUnavailable(e){P(this,r.MEDIA_FULLSCREEN_UNAVAILABLE,e)}get mediaIsFullscreen(){return w(this,r.MEDIA_IS_FULLSCREEN)}set mediaIsFullscreen(e){M(this,r.MEDIA_IS_FULLSCREEN,e)}handleClick(e){Tc(this,ma,e);const i=bc(this,ma)instanceof PointerEvent,a=this.mediaIsFullscreen?new d.CustomEvent(p.MEDIA_EXIT_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0}):new d.CustomEvent(p.MEDIA_ENTER_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0,detail:i});this.dispatchEvent(a)}}ma=new WeakMap;Bs.getSlotTemplateHTML=Sc;Bs.getTooltipContentHTML=yc;d.customElements.get("media-fullscreen-button")||d.customElements.define("media-fullscreen-button",Bs);const{MEDIA_TIME_IS_LIVE:pa,MEDIA_PAUSED:ki}=r,{MEDIA_SEEK_TO_LIVE_REQUEST:wc,MEDIA_PLAY_REQUEST:Mc}=p,Lc='<svg viewBox="0 0 6 12" aria-hidden="true"><circle cx="3" cy="6" r="2"></circle></svg>';function Dc(t){return`
    <style>
      :host { --media-tooltip-display: none; }
      
      slot[name=indicator] > *,
      :host ::slotted([slot=indicator]) {
        
        min-width: auto;
        fill: var(--media-live-button-icon-color, rgb(140, 140, 140));
        color: var(--media-live-button-icon-color, rgb(140, 140, 140));
      }

      :host([${pa}]:not([${ki}])) slot[name=indicator] > *,
      :host([${pa}]:not([${ki}])) ::slotted([slot=indicator]) {
        fill: var(--media-live-button-indicator-color, rgb(255, 0, 0));
        color: var(--media-live-button-indicator-color, rgb(255, 0, 0));
      }

      :host([${pa}]:not([${ki}])) {
        cursor: var(--media-cursor, not-allowed);
      }

      slot[name=text]{
        text-transform: uppercase;
      }

    </style>

    <slot name="indicator">${Lc}</slot>
    
    <slot name="spacer">&nbsp;</slot><slot name="text">${b("live")}</slot>
  `}const ro=t=>{var e;const i=t.mediaPaused||!t.mediaTimeIsLive,a=b(i?"seek to live":"playing live");t.setAttribute("aria-label",a);const n=(e=t.shadowRoot)==null?void 0:e.querySelector('slot[name="text"]');n&&(n.textContent=b("live")),i?t.removeAttribute("aria-disabled"):t.setAttribute("aria-disabled","true")};class cl extends ge{static get observedAttributes(){return[...super.observedAttributes,pa,ki]}connectedCallback(){super.connectedCallback(),ro(this)}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),ro(this)}get mediaPaused(){return w(this,r.MEDIA_PAUSED)}set mediaPaused(e){M(this,r.MEDIA_PAUSED,e)}get mediaTimeIsLive(){return w(this,r.MEDIA_TIME_IS_LIVE)}set mediaTimeIsLive(e){M(this,r.MEDIA_TIME_IS_LIVE,e)}handleClick(){!this.mediaPaused&&this.mediaTimeIsLive||(this.dispatchEvent(new d.CustomEvent(wc,{composed:!0,bubbles:!0})),this.hasAttribute(ki)&&this.dispatchEvent(new d.CustomEvent(Mc,{composed:!0,bubbles:!0})))}}cl.getSlotTemplateHTML=Dc;d.customElements.get("media-live-button")||d.customElements.define("media-live-button",cl);var ul=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ai=(t,e,i)=>(ul(t,e,"read from private field"),i?i.call(t):e.get(t)),oo=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ni=(t,e,i,a)=>(ul(t,e,"write to private field"),e.set(t,i),i),Ie,va;const Zi={LOADING_DELAY:"loadingdelay",NO_AUTOHIDE:"noautohide"},hl=500,Rc=`
<svg aria-hidden="true" viewBox="0 0 100 100">
  <path d="M73,50c0-12.7-10.3-23-23-23S27,37.3,27,50 M30.9,50c0-10.5,8.5-19.1,19.1-19.1S69.1,39.5,69.1,50">
    <animateTransform
       attributeName="transform"
       attributeType="XML"
       type="rotate"
       dur="1s"
       from="0 50 50"
       to="360 50 50"
       repeatCount="indefinite" />
  </path>
</svg>
`;function Cc(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-loading-indicator-display, inline-block));
        vertical-align: middle;
        box-sizing: border-box;
        --_loading-indicator-delay: var(--media-loading-indicator-transition-delay, ${hl}ms);
      }

      #status {
        color: rgba(0,0,0,0);
        width: 0px;
        height: 0px;
      }

      :host slot[name=icon] > *,
      :host ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 0);
        transition: opacity 0.15s;
      }

      :host([${r.MEDIA_LOADING}]:not([${r.MEDIA_PAUSED}])) slot[name=icon] > *,
      :host([${r.MEDIA_LOADING}]:not([${r.MEDIA_PAUSED}])) ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 1);
        transition: opacity 0.15s var(--_loading-indicator-delay);
      }

      :host #status {
        visibility: var(--media-loading-indicator-opacity, hidden);
        transition: visibility 0.15s;
      }

      :host([${r.MEDIA_LOADING}]:not([${r.MEDIA_PAUSED}])) #status {
        visibility: var(--media-loading-indicator-opacity, visible);
        transition: visibility 0.15s var(--_loading-indicator-delay);
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-loading-indicator-icon-width);
        height: var(--media-loading-indicator-icon-height, 100px);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
      }
    </style>

    <slot name="icon">${Rc}</slot>
    <div id="status" role="status" aria-live="polite">${b("media loading")}</div>
  `}class Fs extends d.HTMLElement{constructor(){if(super(),oo(this,Ie,void 0),oo(this,va,hl),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[L.MEDIA_CONTROLLER,r.MEDIA_PAUSED,r.MEDIA_LOADING,Zi.LOADING_DELAY]}attributeChangedCallback(e,i,a){var n,s,o,l,c;e===Zi.LOADING_DELAY&&i!==a?this.loadingDelay=Number(a):e===L.MEDIA_CONTROLLER&&(i&&((s=(n=ai(this,Ie))==null?void 0:n.unassociateElement)==null||s.call(n,this),ni(this,Ie,null)),a&&this.isConnected&&(ni(this,Ie,(o=this.getRootNode())==null?void 0:o.getElementById(a)),(c=(l=ai(this,Ie))==null?void 0:l.associateElement)==null||c.call(l,this)))}connectedCallback(){var e,i,a;const n=this.getAttribute(L.MEDIA_CONTROLLER);n&&(ni(this,Ie,(e=this.getRootNode())==null?void 0:e.getElementById(n)),(a=(i=ai(this,Ie))==null?void 0:i.associateElement)==null||a.call(i,this))}disconnectedCallback(){var e,i;(i=(e=ai(this,Ie))==null?void 0:e.unassociateElement)==null||i.call(e,this),ni(this,Ie,null)}get loadingDelay(){return ai(this,va)}set loadingDelay(e){ni(this,va,e);const{style:i}=F(this.shadowRoot,":host");i.setProperty("--_loading-indicator-delay",`var(--media-loading-indicator-transition-delay, ${e}ms)`)}get mediaPaused(){return w(this,r.MEDIA_PAUSED)}set mediaPaused(e){M(this,r.MEDIA_PAUSED,e)}get mediaLoading(){return w(this,r.MEDIA_LOADING)}set mediaLoading(e){M(this,r.MEDIA_LOADING,e)}get mediaController(){return N(this,L.MEDIA_CONTROLLER)}set mediaController(e){P(this,L.MEDIA_CONTROLLER,e)}get noAutohide(){return w(this,Zi.NO_AUTOHIDE)}set noAutohide(e){M(this,Zi.NO_AUTOHIDE,e)}}Ie=new WeakMap;va=new WeakMap;Fs.shadowRootOptions={mode:"open"};Fs.getTemplateHTML=Cc;d.customElements.get("media-loading-indicator")||d.customElements.define("media-loading-indicator",Fs);const xc=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M16.5 12A4.5 4.5 0 0 0 14 8v2.18l2.45 2.45a4.22 4.22 0 0 0 .05-.63Zm2.5 0a6.84 6.84 0 0 1-.54 2.64L20 16.15A8.8 8.8 0 0 0 21 12a9 9 0 0 0-7-8.77v2.06A7 7 0 0 1 19 12ZM4.27 3 3 4.27 7.73 9H3v6h4l5 5v-6.73l4.25 4.25A6.92 6.92 0 0 1 14 18.7v2.06A9 9 0 0 0 17.69 19l2 2.05L21 19.73l-9-9L4.27 3ZM12 4 9.91 6.09 12 8.18V4Z"/>
</svg>`,lo=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4Z"/>
</svg>`,Oc=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4ZM14 3.23v2.06a7 7 0 0 1 0 13.42v2.06a9 9 0 0 0 0-17.54Z"/>
</svg>`;function Uc(t){return`
    <style>
      :host(:not([${r.MEDIA_VOLUME_LEVEL}])) slot[name=icon] slot:not([name=high]),
      :host([${r.MEDIA_VOLUME_LEVEL}=high]) slot[name=icon] slot:not([name=high]) {
        display: none !important;
      }

      :host([${r.MEDIA_VOLUME_LEVEL}=off]) slot[name=icon] slot:not([name=off]) {
        display: none !important;
      }

      :host([${r.MEDIA_VOLUME_LEVEL}=low]) slot[name=icon] slot:not([name=low]) {
        display: none !important;
      }

      :host([${r.MEDIA_VOLUME_LEVEL}=medium]) slot[name=icon] slot:not([name=medium]) {
        display: none !important;
      }

      :host(:not([${r.MEDIA_VOLUME_LEVEL}=off])) slot[name=tooltip-unmute],
      :host([${r.MEDIA_VOLUME_LEVEL}=off]) slot[name=tooltip-mute] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="off">${xc}</slot>
      <slot name="low">${lo}</slot>
      <slot name="medium">${lo}</slot>
      <slot name="high">${Oc}</slot>
    </slot>
  `}function Pc(){return`
    <slot name="tooltip-mute">${b("Mute")}</slot>
    <slot name="tooltip-unmute">${b("Unmute")}</slot>
  `}const co=t=>{const e=t.mediaVolumeLevel==="off",i=b(e?"unmute":"mute");t.setAttribute("aria-label",i)};class Vs extends ge{static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_VOLUME_LEVEL]}connectedCallback(){super.connectedCallback(),co(this)}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),e===r.MEDIA_VOLUME_LEVEL&&co(this)}get mediaVolumeLevel(){return N(this,r.MEDIA_VOLUME_LEVEL)}set mediaVolumeLevel(e){P(this,r.MEDIA_VOLUME_LEVEL,e)}handleClick(){const e=this.mediaVolumeLevel==="off"?p.MEDIA_UNMUTE_REQUEST:p.MEDIA_MUTE_REQUEST;this.dispatchEvent(new d.CustomEvent(e,{composed:!0,bubbles:!0}))}}Vs.getSlotTemplateHTML=Uc;Vs.getTooltipContentHTML=Pc;d.customElements.get("media-mute-button")||d.customElements.define("media-mute-button",Vs);const uo=`<svg aria-hidden="true" viewBox="0 0 28 24">
  <path d="M24 3H4a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h20a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1Zm-1 16H5V5h18v14Zm-3-8h-7v5h7v-5Z"/>
</svg>`;function $c(t){return`
    <style>
      :host([${r.MEDIA_IS_PIP}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      :host(:not([${r.MEDIA_IS_PIP}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${r.MEDIA_IS_PIP}]) slot[name=tooltip-enter],
      :host(:not([${r.MEDIA_IS_PIP}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${uo}</slot>
      <slot name="exit">${uo}</slot>
    </slot>
  `}function Nc(){return`
    <slot name="tooltip-enter">${b("Enter picture in picture mode")}</slot>
    <slot name="tooltip-exit">${b("Exit picture in picture mode")}</slot>
  `}const ho=t=>{const e=t.mediaIsPip?b("exit picture in picture mode"):b("enter picture in picture mode");t.setAttribute("aria-label",e)};class Ks extends ge{static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_IS_PIP,r.MEDIA_PIP_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),ho(this)}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),e===r.MEDIA_IS_PIP&&ho(this)}get mediaPipUnavailable(){return N(this,r.MEDIA_PIP_UNAVAILABLE)}set mediaPipUnavailable(e){P(this,r.MEDIA_PIP_UNAVAILABLE,e)}get mediaIsPip(){return w(this,r.MEDIA_IS_PIP)}set mediaIsPip(e){M(this,r.MEDIA_IS_PIP,e)}handleClick(){const e=this.mediaIsPip?p.MEDIA_EXIT_PIP_REQUEST:p.MEDIA_ENTER_PIP_REQUEST;this.dispatchEvent(new d.CustomEvent(e,{composed:!0,bubbles:!0}))}}Ks.getSlotTemplateHTML=$c;Ks.getTooltipContentHTML=Nc;d.customElements.get("media-pip-button")||d.customElements.define("media-pip-button",Ks);const Hc=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="m6 21 15-9L6 3v18Z"/>
</svg>`,Wc=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M6 20h4V4H6v16Zm8-16v16h4V4h-4Z"/>
</svg>`;function Bc(t){return`
    <style>
      :host([${r.MEDIA_PAUSED}]) slot[name=pause],
      :host(:not([${r.MEDIA_PAUSED}])) slot[name=play] {
        display: none !important;
      }

      :host([${r.MEDIA_PAUSED}]) slot[name=tooltip-pause],
      :host(:not([${r.MEDIA_PAUSED}])) slot[name=tooltip-play] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="play">${Hc}</slot>
      <slot name="pause">${Wc}</slot>
    </slot>
  `}function Fc(){return`
    <slot name="tooltip-play">${b("Play")}</slot>
    <slot name="tooltip-pause">${b("Pause")}</slot>
  `}const mo=t=>{const e=t.mediaPaused?b("play"):b("pause");t.setAttribute("aria-label",e)};class Gs extends ge{static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_PAUSED,r.MEDIA_ENDED]}connectedCallback(){super.connectedCallback(),mo(this)}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),(e===r.MEDIA_PAUSED||e===r.MEDIA_LANG)&&mo(this)}get mediaPaused(){return w(this,r.MEDIA_PAUSED)}set mediaPaused(e){M(this,r.MEDIA_PAUSED,e)}handleClick(){const e=this.mediaPaused?p.MEDIA_PLAY_REQUEST:p.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new d.CustomEvent(e,{composed:!0,bubbles:!0}))}}Gs.getSlotTemplateHTML=Bc;Gs.getTooltipContentHTML=Fc;d.customElements.get("media-play-button")||d.customElements.define("media-play-button",Gs);var ml=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Xi=(t,e,i)=>(ml(t,e,"read from private field"),i?i.call(t):e.get(t)),Vc=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ji=(t,e,i,a)=>(ml(t,e,"write to private field"),e.set(t,i),i),ke;function Kc(t){return`
    <style>
      :host {
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-preview-thumbnail-display, inline-block));
        overflow: hidden;
      }

      img {
        display: none;
        position: relative;
      }
    </style>
    <img crossorigin loading="eager" decoding="async">
  `}class An extends d.HTMLElement{constructor(){if(super(),Vc(this,ke,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[L.MEDIA_CONTROLLER,r.MEDIA_PREVIEW_IMAGE,r.MEDIA_PREVIEW_COORDS]}connectedCallback(){var e,i,a;const n=this.getAttribute(L.MEDIA_CONTROLLER);n&&(Ji(this,ke,(e=this.getRootNode())==null?void 0:e.getElementById(n)),(a=(i=Xi(this,ke))==null?void 0:i.associateElement)==null||a.call(i,this))}disconnectedCallback(){var e,i;(i=(e=Xi(this,ke))==null?void 0:e.unassociateElement)==null||i.call(e,this),Ji(this,ke,null)}attributeChangedCallback(e,i,a){var n,s,o,l,c;[r.MEDIA_PREVIEW_IMAGE,r.MEDIA_PREVIEW_COORDS].includes(e)&&this.update(),e===L.MEDIA_CONTROLLER&&(i&&((s=(n=Xi(this,ke))==null?void 0:n.unassociateElement)==null||s.call(n,this),Ji(this,ke,null)),a&&this.isConnected&&(Ji(this,ke,(o=this.getRootNode())==null?void 0:o.getElementById(a)),(c=(l=Xi(this,ke))==null?void 0:l.associateElement)==null||c.call(l,this)))}get mediaPreviewImage(){return N(this,r.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){P(this,r.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewCoords(){const e=this.getAttribute(r.MEDIA_PREVIEW_COORDS);if(e)return e.split(/\s+/).map(i=>+i)}set mediaPreviewCoords(e){if(!e){this.removeAttribute(r.MEDIA_PREVIEW_COORDS);return}this.setAttribute(r.MEDIA_PREVIEW_COORDS,e.join(" "))}update(){const e=this.mediaPreviewCoords,i=this.mediaPreviewImage;if(!(e&&i))return;const[a,n,s,o]=e,l=i.split("#")[0],c=getComputedStyle(this),{maxWidth:g,maxHeight:T,minWidth:A,minHeight:E}=c,h=c.getPropertyValue("--media-preview-thumbnail-object-fit").trim()||"contain";let _,v;if(h==="fill"){const xe=parseInt(g)/s,Oe=parseInt(T)/o,jt=parseInt(A)/s,et=parseInt(E)/o;_=xe<1?xe:Math.max(xe,jt),v=Oe<1?Oe:Math.max(Oe,et)}else{const xe=Math.min(parseInt(g)/s,parseInt(T)/o),Oe=Math.max(parseInt(A)/s,parseInt(E)/o),et=xe<1?xe:Oe>1?Oe:1;_=et,v=et}const{style:k}=F(this.shadowRoot,":host"),I=F(this.shadowRoot,"img").style,z=this.shadowRoot.querySelector("img"),Jt=Math.min(_,v)<1?"min":"max";k.setProperty(`${Jt}-width`,"initial","important"),k.setProperty(`${Jt}-height`,"initial","important"),k.width=`${s*_}px`,k.height=`${o*v}px`;const pt=()=>{I.width=`${this.imgWidth*_}px`,I.height=`${this.imgHeight*v}px`,I.display="block"};z.src!==l&&(z.onload=()=>{this.imgWidth=z.naturalWidth,this.imgHeight=z.naturalHeight,pt(),z.onload=null},z.src=l,pt()),pt(),I.transform=`translate(-${a*_}px, -${n*v}px)`}}ke=new WeakMap;An.shadowRootOptions={mode:"open"};An.getTemplateHTML=Kc;d.customElements.get("media-preview-thumbnail")||d.customElements.define("media-preview-thumbnail",An);var po=An,pl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ji=(t,e,i)=>(pl(t,e,"read from private field"),i?i.call(t):e.get(t)),Gc=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ea=(t,e,i,a)=>(pl(t,e,"write to private field"),e.set(t,i),i),Se;function qc(t,e={}){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-text-background, var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7))));
        padding: var(--media-control-padding, 10px);
        display: inline-flex;
        justify-content: center;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        text-align: center;
        pointer-events: auto;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }

      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}
  `}function Yc(t,e){return`
    <slot></slot>
  `}class ht extends d.HTMLElement{constructor(){if(super(),Gc(this,Se,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[L.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,a){var n,s,o,l,c;e===L.MEDIA_CONTROLLER&&(i&&((s=(n=ji(this,Se))==null?void 0:n.unassociateElement)==null||s.call(n,this),ea(this,Se,null)),a&&this.isConnected&&(ea(this,Se,(o=this.getRootNode())==null?void 0:o.getElementById(a)),(c=(l=ji(this,Se))==null?void 0:l.associateElement)==null||c.call(l,this)))}connectedCallback(){var e,i,a;const{style:n}=F(this.shadowRoot,":host");n.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`);const s=this.getAttribute(L.MEDIA_CONTROLLER);s&&(ea(this,Se,(e=this.getRootNode())==null?void 0:e.getElementById(s)),(a=(i=ji(this,Se))==null?void 0:i.associateElement)==null||a.call(i,this))}disconnectedCallback(){var e,i;(i=(e=ji(this,Se))==null?void 0:e.unassociateElement)==null||i.call(e,this),ea(this,Se,null)}}Se=new WeakMap;ht.shadowRootOptions={mode:"open"};ht.getTemplateHTML=qc;ht.getSlotTemplateHTML=Yc;d.customElements.get("media-text-display")||d.customElements.define("media-text-display",ht);const vo=[{singular:"hour",plural:"hours"},{singular:"minute",plural:"minutes"},{singular:"second",plural:"seconds"}],Eo=(t,e)=>{const i=b(t===1?vo[e].singular:vo[e].plural);return`${t} ${i}`},Si=t=>{if(!Os(t))return"";const e=Math.abs(t),i=e!==t,a=new Date(0,0,0,0,0,e,0),s=[a.getHours(),a.getMinutes(),a.getSeconds()].map((o,l)=>o&&Eo(o,l)).filter(o=>o).join(", ");return i?b("{time} remaining",{time:s}):e===0?Eo(0,2):s};function yi(t,e){let i=!1;t<0&&(i=!0,t=0-t),t=t<0?0:t;let a=Math.floor(t%60),n=Math.floor(t/60%60),s=Math.floor(t/3600);const o=Math.floor(e/60%60),l=Math.floor(e/3600);return(isNaN(t)||t===1/0)&&(s=n=a="0"),s=s>0||l>0?s+":":"",n=((s||o>=10)&&n<10?"0"+n:n)+":",a=a<10?"0"+a:a,(i?"-":"")+s+n+a}var vl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},fo=(t,e,i)=>(vl(t,e,"read from private field"),i?i.call(t):e.get(t)),Qc=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},zc=(t,e,i,a)=>(vl(t,e,"write to private field"),e.set(t,i),i),mi;class Zc extends ht{constructor(){super(),Qc(this,mi,void 0),zc(this,mi,this.shadowRoot.querySelector("slot")),fo(this,mi).textContent=yi(0)}static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_PREVIEW_TIME]}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),e===r.MEDIA_PREVIEW_TIME&&a!=null&&(fo(this,mi).textContent=yi(parseFloat(a)))}get mediaPreviewTime(){return J(this,r.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){j(this,r.MEDIA_PREVIEW_TIME,e)}}mi=new WeakMap;d.customElements.get("media-preview-time-display")||d.customElements.define("media-preview-time-display",Zc);var qs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ee=(t,e,i)=>(qs(t,e,"read from private field"),i?i.call(t):e.get(t)),at=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ys=(t,e,i,a)=>(qs(t,e,"write to private field"),e.set(t,i),i),ze=(t,e,i)=>(qs(t,e,"access private method"),i),yt,Ce,Tn,Qs,El,Za,zs,pi,Ea,fa,Yn;const Ye={REMAINING:"remaining",SHOW_DURATION:"showduration",NO_TOGGLE:"notoggle"},go=[...Object.values(Ye),r.MEDIA_CURRENT_TIME,r.MEDIA_DURATION,r.MEDIA_SEEKABLE],fl=["Enter"," "],Xc="&nbsp;/&nbsp;",Qn=(t,{timesSep:e=Xc}={})=>{var i,a;const n=(i=t.mediaCurrentTime)!=null?i:0,[,s]=(a=t.mediaSeekable)!=null?a:[];let o=0;Number.isFinite(t.mediaDuration)?o=t.mediaDuration:Number.isFinite(s)&&(o=s);const l=t.remaining?yi(0-(o-n)):yi(n);return t.showDuration?`${l}${e}${yi(o)}`:l},Jc=t=>{var e;const i=t.mediaCurrentTime,[,a]=(e=t.mediaSeekable)!=null?e:[];let n=null;if(Number.isFinite(t.mediaDuration)?n=t.mediaDuration:Number.isFinite(a)&&(n=a),i==null||n===null){t.setAttribute("aria-description",b("video not loaded, unknown time."));return}const s=t.remaining?Si(0-(n-i)):Si(i);if(!t.showDuration){t.setAttribute("aria-description",s);return}const o=Si(n),l=b("{currentTime} of {totalTime}",{currentTime:s,totalTime:o});t.setAttribute("aria-description",l)};function jc(t,e){return`
    <slot>${Qn(e)}</slot>
  `}const eu=t=>{t.setAttribute("aria-label",b("playback time"))};class gl extends ht{constructor(){super(),at(this,Qs),at(this,Za),at(this,pi),at(this,fa),at(this,yt,void 0),at(this,Ce,null),at(this,Tn,e=>{const{metaKey:i,altKey:a,key:n}=e;if(i||a||!fl.includes(n)){this.removeEventListener("keyup",Ee(this,Ce));return}this.addEventListener("keyup",Ee(this,Ce))}),Ys(this,yt,this.shadowRoot.querySelector("slot")),Ee(this,yt).innerHTML=`${Qn(this)}`}static get observedAttributes(){return[...super.observedAttributes,...go,"disabled"]}connectedCallback(){const{style:e}=F(this.shadowRoot,":host(:hover:not([notoggle]))");e.setProperty("cursor","var(--media-cursor, pointer)"),e.setProperty("background","var(--media-control-hover-background, rgba(50 50 70 / .7))"),this.setAttribute("aria-label",b("playback time")),ze(this,pi,Ea).call(this),super.connectedCallback()}toggleTimeDisplay(){this.noToggle||(this.hasAttribute("remaining")?this.removeAttribute("remaining"):this.setAttribute("remaining",""))}disconnectedCallback(){this.disable(),ze(this,Za,zs).call(this),super.disconnectedCallback()}attributeChangedCallback(e,i,a){eu(this),go.includes(e)?this.update():e==="disabled"&&a!==i?a==null?ze(this,pi,Ea).call(this):ze(this,fa,Yn).call(this):e===Ye.NO_TOGGLE&&a!==i&&(this.noToggle?ze(this,fa,Yn).call(this):ze(this,pi,Ea).call(this)),super.attributeChangedCallback(e,i,a)}enable(){this.noToggle||(this.tabIndex=0)}disable(){this.tabIndex=-1}get remaining(){return w(this,Ye.REMAINING)}set remaining(e){M(this,Ye.REMAINING,e)}get showDuration(){return w(this,Ye.SHOW_DURATION)}set showDuration(e){M(this,Ye.SHOW_DURATION,e)}get noToggle(){return w(this,Ye.NO_TOGGLE)}set noToggle(e){M(this,Ye.NO_TOGGLE,e)}get mediaDuration(){return J(this,r.MEDIA_DURATION)}set mediaDuration(e){j(this,r.MEDIA_DURATION,e)}get mediaCurrentTime(){return J(this,r.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){j(this,r.MEDIA_CURRENT_TIME,e)}get mediaSeekable(){const e=this.getAttribute(r.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(r.MEDIA_SEEKABLE);return}this.setAttribute(r.MEDIA_SEEKABLE,e.join(":"))}update(){const e=Qn(this);Jc(this),e!==Ee(this,yt).innerHTML&&(Ee(this,yt).innerHTML=e)}}yt=new WeakMap;Ce=new WeakMap;Tn=new WeakMap;Qs=new WeakSet;El=function(){Ee(this,Ce)||(Ys(this,Ce,t=>{const{key:e}=t;if(!fl.includes(e)){this.removeEventListener("keyup",Ee(this,Ce));return}this.toggleTimeDisplay()}),this.addEventListener("keydown",Ee(this,Tn)),this.addEventListener("click",this.toggleTimeDisplay))};Za=new WeakSet;zs=function(){Ee(this,Ce)&&(this.removeEventListener("keyup",Ee(this,Ce)),this.removeEventListener("keydown",Ee(this,Tn)),this.removeEventListener("click",this.toggleTimeDisplay),Ys(this,Ce,null))};pi=new WeakSet;Ea=function(){!this.noToggle&&!this.hasAttribute("disabled")&&(this.setAttribute("role","button"),this.enable(),ze(this,Qs,El).call(this))};fa=new WeakSet;Yn=function(){this.removeAttribute("role"),this.disable(),ze(this,Za,zs).call(this)};gl.getSlotTemplateHTML=jc;d.customElements.get("media-time-display")||d.customElements.define("media-time-display",gl);var Zs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},U=(t,e,i)=>(Zs(t,e,"read from private field"),i?i.call(t):e.get(t)),Y=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Qe=(t,e,i,a)=>(Zs(t,e,"write to private field"),e.set(t,i),i),pe=(t,e,i)=>(Zs(t,e,"access private method"),i),ye,In,ga,_a,ve,Xa,ba,Aa,Ta,Xs,_l,Ia,zn,ka,Zn,Ja,Js,Xn,bl,Jn,Al,jn,Tl,es,Il;function tu(t){return`
    <style>
      :host {
        --_focus-box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        --_media-range-padding: var(--media-range-padding, var(--media-control-padding, 10px));

        box-shadow: var(--_focus-visible-box-shadow, none);
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        height: calc(var(--media-control-height, 24px) + 2 * var(--_media-range-padding));
        display: inline-flex;
        align-items: center;
        
        vertical-align: middle;
        box-sizing: border-box;
        position: relative;
        width: 100px;
        transition: background .15s linear;
        cursor: var(--media-cursor, pointer);
        pointer-events: auto;
        touch-action: none; 
      }

      
      input[type=range]:focus {
        outline: 0;
      }
      input[type=range]:focus::-webkit-slider-runnable-track {
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgb(50 50 70 / .7));
      }

      #leftgap {
        padding-left: var(--media-range-padding-left, var(--_media-range-padding));
      }

      #rightgap {
        padding-right: var(--media-range-padding-right, var(--_media-range-padding));
      }

      #startpoint,
      #endpoint {
        position: absolute;
      }

      #endpoint {
        right: 0;
      }

      #container {
        
        width: var(--media-range-track-width, 100%);
        transform: translate(var(--media-range-track-translate-x, 0px), var(--media-range-track-translate-y, 0px));
        position: relative;
        height: 100%;
        display: flex;
        align-items: center;
        min-width: 40px;
      }

      #range {
        
        display: var(--media-time-range-hover-display, block);
        bottom: var(--media-time-range-hover-bottom, 0);
        height: var(--media-time-range-hover-height, max(100% , 25px));
        width: 100%;
        position: absolute;
        cursor: var(--media-cursor, pointer);

        -webkit-appearance: none; 
        -webkit-tap-highlight-color: transparent;
        background: transparent; 
        margin: 0;
        z-index: 1;
      }

      @media (hover: hover) {
        #range {
          bottom: var(--media-time-range-hover-bottom, 0);
          height: var(--media-time-range-hover-height, max(100%, 20px));
        }
      }

      
      
      #range::-webkit-slider-thumb {
        -webkit-appearance: none;
        background: transparent;
        width: .1px;
        height: .1px;
      }

      
      #range::-moz-range-thumb {
        background: transparent;
        border: transparent;
        width: .1px;
        height: .1px;
      }

      #appearance {
        height: var(--media-range-track-height, 4px);
        display: flex;
        flex-direction: column;
        justify-content: center;
        width: 100%;
        position: absolute;
        
        will-change: transform;
      }

      #track {
        background: var(--media-range-track-background, rgb(255 255 255 / .2));
        border-radius: var(--media-range-track-border-radius, 1px);
        border: var(--media-range-track-border, none);
        outline: var(--media-range-track-outline);
        outline-offset: var(--media-range-track-outline-offset);
        backdrop-filter: var(--media-range-track-backdrop-filter);
        -webkit-backdrop-filter: var(--media-range-track-backdrop-filter);
        box-shadow: var(--media-range-track-box-shadow, none);
        position: absolute;
        width: 100%;
        height: 100%;
        overflow: hidden;
      }

      #progress,
      #pointer {
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #progress {
        background: var(--media-range-bar-color, var(--media-primary-color, rgb(238 238 238)));
        transition: var(--media-range-track-transition);
      }

      #pointer {
        background: var(--media-range-track-pointer-background);
        border-right: var(--media-range-track-pointer-border-right);
        transition: visibility .25s, opacity .25s;
        visibility: hidden;
        opacity: 0;
      }

      @media (hover: hover) {
        :host(:hover) #pointer {
          transition: visibility .5s, opacity .5s;
          visibility: visible;
          opacity: 1;
        }
      }

      #thumb,
      ::slotted([slot=thumb]) {
        width: var(--media-range-thumb-width, 10px);
        height: var(--media-range-thumb-height, 10px);
        transition: var(--media-range-thumb-transition);
        transform: var(--media-range-thumb-transform, none);
        opacity: var(--media-range-thumb-opacity, 1);
        translate: -50%;
        position: absolute;
        left: 0;
        cursor: var(--media-cursor, pointer);
      }

      #thumb {
        border-radius: var(--media-range-thumb-border-radius, 10px);
        background: var(--media-range-thumb-background, var(--media-primary-color, rgb(238 238 238)));
        box-shadow: var(--media-range-thumb-box-shadow, 1px 1px 1px transparent);
        border: var(--media-range-thumb-border, none);
      }

      :host([disabled]) #thumb {
        background-color: #777;
      }

      .segments #appearance {
        height: var(--media-range-segment-hover-height, 7px);
      }

      #track {
        clip-path: url(#segments-clipping);
      }

      #segments {
        --segments-gap: var(--media-range-segments-gap, 2px);
        position: absolute;
        width: 100%;
        height: 100%;
      }

      #segments-clipping {
        transform: translateX(calc(var(--segments-gap) / 2));
      }

      #segments-clipping:empty {
        display: none;
      }

      #segments-clipping rect {
        height: var(--media-range-track-height, 4px);
        y: calc((var(--media-range-segment-hover-height, 7px) - var(--media-range-track-height, 4px)) / 2);
        transition: var(--media-range-segment-transition, transform .1s ease-in-out);
        transform: var(--media-range-segment-transform, scaleY(1));
        transform-origin: center;
      }

      /* Visible label for accessibility - positioned off-screen but technically visible (Firefox requires visible labels) */
      #range-label {
        position: absolute;
        left: -10000px;
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        pointer-events: none;
      }
    </style>
    <div id="leftgap"></div>
    <div id="container">
      <div id="startpoint"></div>
      <div id="endpoint"></div>
      <div id="appearance">
        <div id="track" part="track">
          <div id="pointer"></div>
          <div id="progress" part="progress"></div>
        </div>
        <slot name="thumb">
          <div id="thumb" part="thumb"></div>
        </slot>
        <svg id="segments" aria-hidden="true"><clipPath id="segments-clipping"></clipPath></svg>
      </div>
        <input id="range" type="range" min="0" max="1" step="any" value="0">
        <label for="range" id="range-label"></label>

      ${this.getContainerTemplateHTML(t)}
    </div>
    <div id="rightgap"></div>
  `}function iu(t){return""}class Zt extends d.HTMLElement{constructor(){if(super(),Y(this,Xs),Y(this,Ia),Y(this,ka),Y(this,Ja),Y(this,Xn),Y(this,Jn),Y(this,jn),Y(this,es),Y(this,ye,void 0),Y(this,In,void 0),Y(this,ga,void 0),Y(this,_a,void 0),Y(this,ve,{}),Y(this,Xa,[]),Y(this,ba,()=>{if(this.range.matches(":focus-visible")){const{style:e}=F(this.shadowRoot,":host");e.setProperty("--_focus-visible-box-shadow","var(--_focus-box-shadow)")}}),Y(this,Aa,()=>{const{style:e}=F(this.shadowRoot,":host");e.removeProperty("--_focus-visible-box-shadow")}),Y(this,Ta,()=>{const e=this.shadowRoot.querySelector("#segments-clipping");e&&e.parentNode.append(e)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.container=this.shadowRoot.querySelector("#container"),Qe(this,ga,this.shadowRoot.querySelector("#startpoint")),Qe(this,_a,this.shadowRoot.querySelector("#endpoint")),this.range=this.shadowRoot.querySelector("#range"),this.appearance=this.shadowRoot.querySelector("#appearance")}static get observedAttributes(){return["disabled","aria-disabled",L.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,a){var n,s,o,l,c;e===L.MEDIA_CONTROLLER?(i&&((s=(n=U(this,ye))==null?void 0:n.unassociateElement)==null||s.call(n,this),Qe(this,ye,null)),a&&this.isConnected&&(Qe(this,ye,(o=this.getRootNode())==null?void 0:o.getElementById(a)),(c=(l=U(this,ye))==null?void 0:l.associateElement)==null||c.call(l,this))):(e==="disabled"||e==="aria-disabled"&&i!==a)&&(a==null?(this.range.removeAttribute(e),pe(this,Ia,zn).call(this)):(this.range.setAttribute(e,a),pe(this,ka,Zn).call(this)))}connectedCallback(){var e,i,a;const{style:n}=F(this.shadowRoot,":host");n.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),U(this,ve).pointer=F(this.shadowRoot,"#pointer"),U(this,ve).progress=F(this.shadowRoot,"#progress"),U(this,ve).thumb=F(this.shadowRoot,'#thumb, ::slotted([slot="thumb"])'),U(this,ve).activeSegment=F(this.shadowRoot,"#segments-clipping rect:nth-child(0)");const s=this.getAttribute(L.MEDIA_CONTROLLER);s&&(Qe(this,ye,(e=this.getRootNode())==null?void 0:e.getElementById(s)),(a=(i=U(this,ye))==null?void 0:i.associateElement)==null||a.call(i,this)),this.updateBar(),this.shadowRoot.addEventListener("focusin",U(this,ba)),this.shadowRoot.addEventListener("focusout",U(this,Aa)),pe(this,Ia,zn).call(this),Gt(this.container,U(this,Ta))}disconnectedCallback(){var e,i;pe(this,ka,Zn).call(this),(i=(e=U(this,ye))==null?void 0:e.unassociateElement)==null||i.call(e,this),Qe(this,ye,null),this.shadowRoot.removeEventListener("focusin",U(this,ba)),this.shadowRoot.removeEventListener("focusout",U(this,Aa)),qt(this.container,U(this,Ta))}updatePointerBar(e){var i;(i=U(this,ve).pointer)==null||i.style.setProperty("width",`${this.getPointerRatio(e)*100}%`)}updateBar(){var e,i;const a=this.range.valueAsNumber*100;(e=U(this,ve).progress)==null||e.style.setProperty("width",`${a}%`),(i=U(this,ve).thumb)==null||i.style.setProperty("left",`${a}%`)}updateSegments(e){const i=this.shadowRoot.querySelector("#segments-clipping");if(i.textContent="",this.container.classList.toggle("segments",!!e?.length),!e?.length)return;const a=[...new Set([+this.range.min,...e.flatMap(s=>[s.start,s.end]),+this.range.max])];Qe(this,Xa,[...a]);const n=a.pop();for(const[s,o]of a.entries()){const[l,c]=[s===0,s===a.length-1],g=l?"calc(var(--segments-gap) / -1)":`${o*100}%`,A=`calc(${((c?n:a[s+1])-o)*100}%${l||c?"":" - var(--segments-gap)"})`,E=q.createElementNS("http://www.w3.org/2000/svg","rect"),h=Ms(this.shadowRoot,`#segments-clipping rect:nth-child(${s+1})`);h.style.setProperty("x",g),h.style.setProperty("width",A),i.append(E)}}getPointerRatio(e){return nd(e.clientX,e.clientY,U(this,ga).getBoundingClientRect(),U(this,_a).getBoundingClientRect())}get dragging(){return this.hasAttribute("dragging")}handleEvent(e){switch(e.type){case"pointermove":pe(this,es,Il).call(this,e);break;case"input":this.updateBar();break;case"pointerenter":pe(this,Xn,bl).call(this,e);break;case"pointerdown":pe(this,Ja,Js).call(this,e);break;case"pointerup":pe(this,Jn,Al).call(this);break;case"pointerleave":pe(this,jn,Tl).call(this);break}}get keysUsed(){return["ArrowUp","ArrowRight","ArrowDown","ArrowLeft"]}}ye=new WeakMap;In=new WeakMap;ga=new WeakMap;_a=new WeakMap;ve=new WeakMap;Xa=new WeakMap;ba=new WeakMap;Aa=new WeakMap;Ta=new WeakMap;Xs=new WeakSet;_l=function(t){const e=U(this,ve).activeSegment;if(!e)return;const i=this.getPointerRatio(t),n=`#segments-clipping rect:nth-child(${U(this,Xa).findIndex((s,o,l)=>{const c=l[o+1];return c!=null&&i>=s&&i<=c})+1})`;(e.selectorText!=n||!e.style.transform)&&(e.selectorText=n,e.style.setProperty("transform","var(--media-range-segment-hover-transform, scaleY(2))"))};Ia=new WeakSet;zn=function(){this.hasAttribute("disabled")||!this.isConnected||(this.addEventListener("input",this),this.addEventListener("pointerdown",this),this.addEventListener("pointerenter",this))};ka=new WeakSet;Zn=function(){var t,e;this.removeEventListener("input",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointerenter",this),this.removeEventListener("pointerleave",this),(t=d.window)==null||t.removeEventListener("pointerup",this),(e=d.window)==null||e.removeEventListener("pointermove",this)};Ja=new WeakSet;Js=function(t){var e;Qe(this,In,t.composedPath().includes(this.range)),(e=d.window)==null||e.addEventListener("pointerup",this,{once:!0})};Xn=new WeakSet;bl=function(t){var e;t.pointerType!=="mouse"&&pe(this,Ja,Js).call(this,t),this.addEventListener("pointerleave",this,{once:!0}),(e=d.window)==null||e.addEventListener("pointermove",this)};Jn=new WeakSet;Al=function(){var t;(t=d.window)==null||t.removeEventListener("pointerup",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled")};jn=new WeakSet;Tl=function(){var t,e;this.removeEventListener("pointerleave",this),(t=d.window)==null||t.removeEventListener("pointermove",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled"),(e=U(this,ve).activeSegment)==null||e.style.removeProperty("transform")};es=new WeakSet;Il=function(t){t.pointerType==="pen"&&t.buttons===0||(this.toggleAttribute("dragging",t.buttons===1||t.pointerType!=="mouse"),this.updatePointerBar(t),pe(this,Xs,_l).call(this,t),this.dragging&&(t.pointerType!=="mouse"||!U(this,In))&&(this.range.disabled=!0,this.range.valueAsNumber=this.getPointerRatio(t),this.range.dispatchEvent(new Event("input",{bubbles:!0,composed:!0}))))};Zt.shadowRootOptions={mode:"open"};Zt.getTemplateHTML=tu;Zt.getContainerTemplateHTML=iu;d.customElements.get("media-chrome-range")||d.customElements.define("media-chrome-range",Zt);var kl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},au=(t,e,i)=>(kl(t,e,"read from private field"),i?i.call(t):e.get(t)),nu=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},su=(t,e,i,a)=>(kl(t,e,"write to private field"),e.set(t,i),i),Sa;class ru extends ht{constructor(){super(),nu(this,Sa,void 0),su(this,Sa,this.shadowRoot.querySelector("slot"))}static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_PREVIEW_CHAPTER,r.MEDIA_LANG]}attributeChangedCallback(e,i,a){if(super.attributeChangedCallback(e,i,a),(e===r.MEDIA_PREVIEW_CHAPTER||e===r.MEDIA_LANG)&&a!==i&&a!=null)if(au(this,Sa).textContent=a,a!==""){const n=b("chapter: {chapterName}",{chapterName:a});this.setAttribute("aria-valuetext",n)}else this.removeAttribute("aria-valuetext")}get mediaPreviewChapter(){return N(this,r.MEDIA_PREVIEW_CHAPTER)}set mediaPreviewChapter(e){P(this,r.MEDIA_PREVIEW_CHAPTER,e)}}Sa=new WeakMap;d.customElements.get("media-preview-chapter-display")||d.customElements.define("media-preview-chapter-display",ru);var Sl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},K=(t,e,i)=>(Sl(t,e,"read from private field"),e.get(t)),_e=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ae=(t,e,i,a)=>(Sl(t,e,"write to private field"),e.set(t,i),i),ou=(t,e,i,a)=>({set _(n){ae(t,e,n)},get _(){return K(t,e)}}),wt,ya,Mt,vi,wa,Ma,La,Lt,rt,Da;class lu{constructor(e,i,a){_e(this,wt,void 0),_e(this,ya,void 0),_e(this,Mt,void 0),_e(this,vi,void 0),_e(this,wa,void 0),_e(this,Ma,void 0),_e(this,La,void 0),_e(this,Lt,void 0),_e(this,rt,0),_e(this,Da,(n=performance.now())=>{ae(this,rt,requestAnimationFrame(K(this,Da))),ae(this,vi,performance.now()-K(this,Mt));const s=1e3/this.fps;if(K(this,vi)>s){ae(this,Mt,n-K(this,vi)%s);const o=1e3/((n-K(this,ya))/++ou(this,wa)._),l=(n-K(this,Ma))/1e3/this.duration;let c=K(this,La)+l*this.playbackRate;c-K(this,wt).valueAsNumber>0?ae(this,Lt,this.playbackRate/this.duration/o):(ae(this,Lt,.995*K(this,Lt)),c=K(this,wt).valueAsNumber+K(this,Lt)),this.callback(c)}}),ae(this,wt,e),this.callback=i,this.fps=a}start(){K(this,rt)===0&&(ae(this,Mt,performance.now()),ae(this,ya,K(this,Mt)),ae(this,wa,0),K(this,Da).call(this))}stop(){K(this,rt)!==0&&(cancelAnimationFrame(K(this,rt)),ae(this,rt,0))}update({start:e,duration:i,playbackRate:a}){const n=e-K(this,wt).valueAsNumber,s=Math.abs(i-this.duration);(n>0||n<-.5/i||s>=.5)&&this.callback(e),ae(this,La,e),ae(this,Ma,performance.now()),this.duration=i,this.playbackRate=a}}wt=new WeakMap;ya=new WeakMap;Mt=new WeakMap;vi=new WeakMap;wa=new WeakMap;Ma=new WeakMap;La=new WeakMap;Lt=new WeakMap;rt=new WeakMap;Da=new WeakMap;var js=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},x=(t,e,i)=>(js(t,e,"read from private field"),i?i.call(t):e.get(t)),B=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},re=(t,e,i,a)=>(js(t,e,"write to private field"),e.set(t,i),i),le=(t,e,i)=>(js(t,e,"access private method"),i),Dt,Ze,ja,wi,en,Ra,Ui,Pi,Rt,Ct,Ei,ts,yl,is,tn,er,an,tr,nn,ir,as,wl,$i,sn,ns,Ml;const du=t=>{const e=t.range,i=Si(+Ll(t)),a=Si(+t.mediaSeekableEnd),n=i&&a?b("{currentTime} of {totalTime}",{currentTime:i,totalTime:a}):b("video not loaded, unknown time.");e.setAttribute("aria-valuetext",n)};function cu(t){return`
    <style>
      :host {
        --media-box-border-radius: 4px;
        --media-box-padding-left: 10px;
        --media-box-padding-right: 10px;
        --media-preview-border-radius: var(--media-box-border-radius);
        --media-box-arrow-offset: var(--media-box-border-radius);
        --_control-background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        --_preview-background: var(--media-preview-background, var(--_control-background));

        
        contain: layout;
      }

      #buffered {
        background: var(--media-time-range-buffered-color, rgb(255 255 255 / .4));
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #preview-rail,
      #current-rail {
        width: 100%;
        position: absolute;
        left: 0;
        bottom: 100%;
        pointer-events: none;
        will-change: transform;
      }

      [part~="box"] {
        width: min-content;
        
        position: absolute;
        bottom: 100%;
        flex-direction: column;
        align-items: center;
        transform: translateX(-50%);
      }

      [part~="current-box"] {
        display: var(--media-current-box-display, var(--media-box-display, flex));
        margin: var(--media-current-box-margin, var(--media-box-margin, 0 0 5px));
        visibility: hidden;
      }

      [part~="preview-box"] {
        display: var(--media-preview-box-display, var(--media-box-display, flex));
        margin: var(--media-preview-box-margin, var(--media-box-margin, 0 0 5px));
        transition-property: var(--media-preview-transition-property, visibility, opacity);
        transition-duration: var(--media-preview-transition-duration-out, .25s);
        transition-delay: var(--media-preview-transition-delay-out, 0s);
        visibility: hidden;
        opacity: 0;
      }

      :host(:is([${r.MEDIA_PREVIEW_IMAGE}], [${r.MEDIA_PREVIEW_TIME}])[dragging]) [part~="preview-box"] {
        transition-duration: var(--media-preview-transition-duration-in, .5s);
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
        opacity: 1;
      }

      @media (hover: hover) {
        :host(:is([${r.MEDIA_PREVIEW_IMAGE}], [${r.MEDIA_PREVIEW_TIME}]):hover) [part~="preview-box"] {
          transition-duration: var(--media-preview-transition-duration-in, .5s);
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
          opacity: 1;
        }
      }

      media-preview-thumbnail,
      ::slotted(media-preview-thumbnail) {
        visibility: hidden;
        
        transition: visibility 0s .25s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-thumbnail-background, var(--_preview-background));
        box-shadow: var(--media-preview-thumbnail-box-shadow, 0 0 4px rgb(0 0 0 / .2));
        max-width: var(--media-preview-thumbnail-max-width, 180px);
        max-height: var(--media-preview-thumbnail-max-height, 160px);
        min-width: var(--media-preview-thumbnail-min-width, 120px);
        min-height: var(--media-preview-thumbnail-min-height, 80px);
        border: var(--media-preview-thumbnail-border);
        border-radius: var(--media-preview-thumbnail-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius) 0 0);
      }

      :host([${r.MEDIA_PREVIEW_IMAGE}][dragging]) media-preview-thumbnail,
      :host([${r.MEDIA_PREVIEW_IMAGE}][dragging]) ::slotted(media-preview-thumbnail) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
      }

      @media (hover: hover) {
        :host([${r.MEDIA_PREVIEW_IMAGE}]:hover) media-preview-thumbnail,
        :host([${r.MEDIA_PREVIEW_IMAGE}]:hover) ::slotted(media-preview-thumbnail) {
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
        }

        :host([${r.MEDIA_PREVIEW_TIME}]:hover) {
          --media-time-range-hover-display: block;
        }
      }

      media-preview-chapter-display,
      ::slotted(media-preview-chapter-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        visibility: hidden;
        
        transition: min-width 0s, border-radius 0s, margin 0s, padding 0s, visibility 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-chapter-background, var(--_preview-background));
        border-radius: var(--media-preview-chapter-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-chapter-padding, 3.5px 9px);
        margin: var(--media-preview-chapter-margin, 0 0 5px);
        text-shadow: var(--media-preview-chapter-text-shadow, 0 0 4px rgb(0 0 0 / .75));
      }

      :host([${r.MEDIA_PREVIEW_IMAGE}]) media-preview-chapter-display,
      :host([${r.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-chapter-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-chapter-border-radius, 0);
        padding: var(--media-preview-chapter-padding, 3.5px 9px 0);
        margin: var(--media-preview-chapter-margin, 0);
        min-width: 100%;
      }

      media-preview-chapter-display[${r.MEDIA_PREVIEW_CHAPTER}],
      ::slotted(media-preview-chapter-display[${r.MEDIA_PREVIEW_CHAPTER}]) {
        visibility: visible;
      }

      media-preview-chapter-display:not([aria-valuetext]),
      ::slotted(media-preview-chapter-display:not([aria-valuetext])) {
        display: none;
      }

      media-preview-time-display,
      ::slotted(media-preview-time-display),
      media-time-display,
      ::slotted(media-time-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        
        transition: min-width 0s, border-radius 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-time-background, var(--_preview-background));
        border-radius: var(--media-preview-time-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-time-padding, 3.5px 9px);
        margin: var(--media-preview-time-margin, 0);
        text-shadow: var(--media-preview-time-text-shadow, 0 0 4px rgb(0 0 0 / .75));
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50%)
        ));
      }

      :host([${r.MEDIA_PREVIEW_IMAGE}]) media-preview-time-display,
      :host([${r.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-time-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-time-border-radius,
          0 0 var(--media-preview-border-radius) var(--media-preview-border-radius));
        min-width: 100%;
      }

      :host([${r.MEDIA_PREVIEW_TIME}]:hover) {
        --media-time-range-hover-display: block;
      }

      [part~="arrow"],
      ::slotted([part~="arrow"]) {
        display: var(--media-box-arrow-display, inline-block);
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2 + var(--media-box-arrow-offset)),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50% - var(--media-box-arrow-offset))
        ));
        
        border-color: transparent;
        border-top-color: var(--media-box-arrow-background, var(--_control-background));
        border-width: var(--media-box-arrow-border-width,
          var(--media-box-arrow-height, 5px) var(--media-box-arrow-width, 6px) 0);
        border-style: solid;
        justify-content: center;
        height: 0;
      }
    </style>
    <div id="preview-rail">
      <slot name="preview" part="box preview-box">
        <media-preview-thumbnail>
          <template shadowrootmode="${po.shadowRootOptions.mode}">
            ${po.getTemplateHTML({})}
          </template>
        </media-preview-thumbnail>
        <media-preview-chapter-display></media-preview-chapter-display>
        <media-preview-time-display></media-preview-time-display>
        <slot name="preview-arrow"><div part="arrow"></div></slot>
      </slot>
    </div>
    <div id="current-rail">
      <slot name="current" part="box current-box">
        
      </slot>
    </div>
  `}const ta=(t,e=t.mediaCurrentTime)=>{const i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,a=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;if(Number.isNaN(a))return 0;const n=(e-i)/(a-i);return Math.max(0,Math.min(n,1))},Ll=(t,e=t.range.valueAsNumber)=>{const i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,a=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;return Number.isNaN(a)?0:e*(a-i)+i};class ar extends Zt{constructor(){super(),B(this,ts),B(this,tn),B(this,an),B(this,nn),B(this,as),B(this,$i),B(this,ns),B(this,Dt,null),B(this,Ze,void 0),B(this,ja,void 0),B(this,wi,void 0),B(this,en,void 0),B(this,Ra,void 0),B(this,Ui,void 0),B(this,Pi,void 0),B(this,Rt,void 0),B(this,Ct,void 0),B(this,Ei,()=>{le(this,ts,yl).call(this)?x(this,Ze).start():x(this,Ze).stop()}),B(this,is,a=>{this.dragging||(Os(a)&&(this.range.valueAsNumber=a),x(this,Ct)||this.updateBar())}),this.shadowRoot.querySelector("#track").insertAdjacentHTML("afterbegin",'<div id="buffered" part="buffered"></div>'),re(this,ja,this.shadowRoot.querySelectorAll('[part~="box"]')),re(this,en,this.shadowRoot.querySelector('[part~="preview-box"]')),re(this,Ra,this.shadowRoot.querySelector('[part~="current-box"]'));const i=getComputedStyle(this);re(this,Ui,parseInt(i.getPropertyValue("--media-box-padding-left"))),re(this,Pi,parseInt(i.getPropertyValue("--media-box-padding-right"))),re(this,Ze,new lu(this.range,x(this,is),60))}static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_PAUSED,r.MEDIA_DURATION,r.MEDIA_SEEKABLE,r.MEDIA_CURRENT_TIME,r.MEDIA_PREVIEW_IMAGE,r.MEDIA_PREVIEW_TIME,r.MEDIA_PREVIEW_CHAPTER,r.MEDIA_BUFFERED,r.MEDIA_PLAYBACK_RATE,r.MEDIA_LOADING,r.MEDIA_ENDED]}connectedCallback(){var e;super.connectedCallback(),this.range.setAttribute("aria-label",b("seek")),x(this,Ei).call(this),re(this,Dt,this.getRootNode()),(e=x(this,Dt))==null||e.addEventListener("transitionstart",this)}disconnectedCallback(){var e;super.disconnectedCallback(),x(this,Ze).stop(),(e=x(this,Dt))==null||e.removeEventListener("transitionstart",this),re(this,Dt,null)}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),i!=a&&(e===r.MEDIA_CURRENT_TIME||e===r.MEDIA_PAUSED||e===r.MEDIA_ENDED||e===r.MEDIA_LOADING||e===r.MEDIA_DURATION||e===r.MEDIA_SEEKABLE?(x(this,Ze).update({start:ta(this),duration:this.mediaSeekableEnd-this.mediaSeekableStart,playbackRate:this.mediaPlaybackRate}),x(this,Ei).call(this),du(this)):e===r.MEDIA_BUFFERED&&this.updateBufferedBar(),(e===r.MEDIA_DURATION||e===r.MEDIA_SEEKABLE)&&(this.mediaChaptersCues=x(this,Rt),this.updateBar()))}get mediaChaptersCues(){return x(this,Rt)}set mediaChaptersCues(e){var i;re(this,Rt,e),this.updateSegments((i=x(this,Rt))==null?void 0:i.map(a=>({start:ta(this,a.startTime),end:ta(this,a.endTime)})))}get mediaPaused(){return w(this,r.MEDIA_PAUSED)}set mediaPaused(e){M(this,r.MEDIA_PAUSED,e)}get mediaLoading(){return w(this,r.MEDIA_LOADING)}set mediaLoading(e){M(this,r.MEDIA_LOADING,e)}get mediaDuration(){return J(this,r.MEDIA_DURATION)}set mediaDuration(e){j(this,r.MEDIA_DURATION,e)}get mediaCurrentTime(){return J(this,r.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){j(this,r.MEDIA_CURRENT_TIME,e)}get mediaPlaybackRate(){return J(this,r.MEDIA_PLAYBACK_RATE,1)}set mediaPlaybackRate(e){j(this,r.MEDIA_PLAYBACK_RATE,e)}get mediaBuffered(){const e=this.getAttribute(r.MEDIA_BUFFERED);return e?e.split(" ").map(i=>i.split(":").map(a=>+a)):[]}set mediaBuffered(e){if(!e){this.removeAttribute(r.MEDIA_BUFFERED);return}const i=e.map(a=>a.join(":")).join(" ");this.setAttribute(r.MEDIA_BUFFERED,i)}get mediaSeekable(){const e=this.getAttribute(r.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(r.MEDIA_SEEKABLE);return}this.setAttribute(r.MEDIA_SEEKABLE,e.join(":"))}get mediaSeekableEnd(){var e;const[,i=this.mediaDuration]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaSeekableStart(){var e;const[i=0]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaPreviewImage(){return N(this,r.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){P(this,r.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewTime(){return J(this,r.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){j(this,r.MEDIA_PREVIEW_TIME,e)}get mediaEnded(){return w(this,r.MEDIA_ENDED)}set mediaEnded(e){M(this,r.MEDIA_ENDED,e)}updateBar(){super.updateBar(),this.updateBufferedBar(),this.updateCurrentBox()}updateBufferedBar(){var e;const i=this.mediaBuffered;if(!i.length)return;let a;if(this.mediaEnded)a=1;else{const s=this.mediaCurrentTime,[,o=this.mediaSeekableStart]=(e=i.find(([l,c])=>l<=s&&s<=c))!=null?e:[];a=ta(this,o)}const{style:n}=F(this.shadowRoot,"#buffered");n.setProperty("width",`${a*100}%`)}updateCurrentBox(){if(!this.shadowRoot.querySelector('slot[name="current"]').assignedElements().length)return;const i=F(this.shadowRoot,"#current-rail"),a=F(this.shadowRoot,'[part~="current-box"]'),n=le(this,tn,er).call(this,x(this,Ra)),s=le(this,an,tr).call(this,n,this.range.valueAsNumber),o=le(this,nn,ir).call(this,n,this.range.valueAsNumber);i.style.transform=`translateX(${s})`,i.style.setProperty("--_range-width",`${n.range.width}`),a.style.setProperty("--_box-shift",`${o}`),a.style.setProperty("--_box-width",`${n.box.width}px`),a.style.setProperty("visibility","initial")}handleEvent(e){switch(super.handleEvent(e),e.type){case"input":le(this,ns,Ml).call(this);break;case"pointermove":le(this,as,wl).call(this,e);break;case"pointerup":x(this,Ct)&&re(this,Ct,!1);break;case"pointerdown":re(this,Ct,!0);break;case"pointerleave":le(this,$i,sn).call(this,null);break;case"transitionstart":Be(e.target,this)&&setTimeout(()=>x(this,Ei).call(this),0);break}}}Dt=new WeakMap;Ze=new WeakMap;ja=new WeakMap;wi=new WeakMap;en=new WeakMap;Ra=new WeakMap;Ui=new WeakMap;Pi=new WeakMap;Rt=new WeakMap;Ct=new WeakMap;Ei=new WeakMap;ts=new WeakSet;yl=function(){return this.isConnected&&!this.mediaPaused&&!this.mediaLoading&&!this.mediaEnded&&this.mediaSeekableEnd>0&&Po(this)};is=new WeakMap;tn=new WeakSet;er=function(t){var e;const a=((e=this.getAttribute("bounds")?zt(this,`#${this.getAttribute("bounds")}`):this.parentElement)!=null?e:this).getBoundingClientRect(),n=this.range.getBoundingClientRect(),s=t.offsetWidth,o=-(n.left-a.left-s/2),l=a.right-n.left-s/2;return{box:{width:s,min:o,max:l},bounds:a,range:n}};an=new WeakSet;tr=function(t,e){let i=`${e*100}%`;const{width:a,min:n,max:s}=t.box;if(!a)return i;if(Number.isNaN(n)||(i=`max(${`calc(1 / var(--_range-width) * 100 * ${n}% + var(--media-box-padding-left))`}, ${i})`),!Number.isNaN(s)){const l=`calc(1 / var(--_range-width) * 100 * ${s}% - var(--media-box-padding-right))`;i=`min(${i}, ${l})`}return i};nn=new WeakSet;ir=function(t,e){const{width:i,min:a,max:n}=t.box,s=e*t.range.width;if(s<a+x(this,Ui)){const o=t.range.left-t.bounds.left-x(this,Ui);return`${s-i/2+o}px`}if(s>n-x(this,Pi)){const o=t.bounds.right-t.range.right-x(this,Pi);return`${s+i/2-o-t.range.width}px`}return 0};as=new WeakSet;wl=function(t){const e=[...x(this,ja)].some(T=>t.composedPath().includes(T));if(!this.dragging&&(e||!t.composedPath().includes(this))){le(this,$i,sn).call(this,null);return}const i=this.mediaSeekableEnd;if(!i)return;const a=F(this.shadowRoot,"#preview-rail"),n=F(this.shadowRoot,'[part~="preview-box"]'),s=le(this,tn,er).call(this,x(this,en));let o=(t.clientX-s.range.left)/s.range.width;o=Math.max(0,Math.min(1,o));const l=le(this,an,tr).call(this,s,o),c=le(this,nn,ir).call(this,s,o);a.style.transform=`translateX(${l})`,a.style.setProperty("--_range-width",`${s.range.width}`),n.style.setProperty("--_box-shift",`${c}`),n.style.setProperty("--_box-width",`${s.box.width}px`);const g=Math.round(x(this,wi))-Math.round(o*i);Math.abs(g)<1&&o>.01&&o<.99||(re(this,wi,o*i),le(this,$i,sn).call(this,x(this,wi)))};$i=new WeakSet;sn=function(t){this.dispatchEvent(new d.CustomEvent(p.MEDIA_PREVIEW_REQUEST,{composed:!0,bubbles:!0,detail:t}))};ns=new WeakSet;Ml=function(){x(this,Ze).stop();const t=Ll(this);this.dispatchEvent(new d.CustomEvent(p.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:t}))};ar.shadowRootOptions={mode:"open"};ar.getContainerTemplateHTML=cu;d.customElements.get("media-time-range")||d.customElements.define("media-time-range",ar);var uu=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},_o=(t,e,i)=>(uu(t,e,"read from private field"),i?i.call(t):e.get(t)),hu=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ca;const mu=1,pu=t=>t.mediaMuted?0:t.mediaVolume,vu=t=>`${Math.round(t*100)}%`;class Eu extends Zt{constructor(){super(...arguments),hu(this,Ca,()=>{const e=this.range.value,i=new d.CustomEvent(p.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:e});this.dispatchEvent(i)})}static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_VOLUME,r.MEDIA_MUTED,r.MEDIA_VOLUME_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),this.range.setAttribute("aria-label",b("volume")),this.range.addEventListener("input",_o(this,Ca))}disconnectedCallback(){this.range.removeEventListener("input",_o(this,Ca)),super.disconnectedCallback()}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),(e===r.MEDIA_VOLUME||e===r.MEDIA_MUTED)&&(this.range.valueAsNumber=pu(this),this.range.setAttribute("aria-valuetext",vu(this.range.valueAsNumber)),this.updateBar())}get mediaVolume(){return J(this,r.MEDIA_VOLUME,mu)}set mediaVolume(e){j(this,r.MEDIA_VOLUME,e)}get mediaMuted(){return w(this,r.MEDIA_MUTED)}set mediaMuted(e){M(this,r.MEDIA_MUTED,e)}get mediaVolumeUnavailable(){return N(this,r.MEDIA_VOLUME_UNAVAILABLE)}set mediaVolumeUnavailable(e){P(this,r.MEDIA_VOLUME_UNAVAILABLE,e)}}Ca=new WeakMap;d.customElements.get("media-volume-range")||d.customElements.define("media-volume-range",Eu);function fu({anchor:t,floating:e,placement:i}){const a=gu({anchor:t,floating:e}),{x:n,y:s}=bu(a,i);return{x:n,y:s}}function gu({anchor:t,floating:e}){return{anchor:_u(t,e.offsetParent),floating:{x:0,y:0,width:e.offsetWidth,height:e.offsetHeight}}}function _u(t,e){var i;const a=t.getBoundingClientRect(),n=(i=e?.getBoundingClientRect())!=null?i:{x:0,y:0};return{x:a.x-n.x,y:a.y-n.y,width:a.width,height:a.height}}function bu({anchor:t,floating:e},i){const a=Au(i)==="x"?"y":"x",n=a==="y"?"height":"width",s=Dl(i),o=t.x+t.width/2-e.width/2,l=t.y+t.height/2-e.height/2,c=t[n]/2-e[n]/2;let g;switch(s){case"top":g={x:o,y:t.y-e.height};break;case"bottom":g={x:o,y:t.y+t.height};break;case"right":g={x:t.x+t.width,y:l};break;case"left":g={x:t.x-e.width,y:l};break;default:g={x:t.x,y:t.y}}switch(i.split("-")[1]){case"start":g[a]-=c;break;case"end":g[a]+=c;break}return g}function Dl(t){return t.split("-")[0]}function Au(t){return["top","bottom"].includes(Dl(t))?"y":"x"}class nr extends Event{constructor({action:e="auto",relatedTarget:i,...a}){super("invoke",a),this.action=e,this.relatedTarget=i}}class Tu extends Event{constructor({newState:e,oldState:i,...a}){super("toggle",a),this.newState=e,this.oldState=i}}var sr=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},y=(t,e,i)=>(sr(t,e,"read from private field"),i?i.call(t):e.get(t)),R=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},oe=(t,e,i,a)=>(sr(t,e,"write to private field"),e.set(t,i),i),C=(t,e,i)=>(sr(t,e,"access private method"),i),we,Je,We,xa,fi,ct,Ni,ss,Rl,rn,rr,on,Oa,rs,os,Cl,ls,xl,ds,Ol,Wt,Bt,Ft,Hi,ln,or,cs,Ul,lr,Pl,us,$l,dr,Nl,hs,Hl,ms,Wl,Mi,dn,ps,Bl,Li,cn,Ua,vs;function Wi({type:t,text:e,value:i,checked:a}){const n=q.createElement("media-chrome-menu-item");n.type=t,n.part.add("menu-item"),n.part.add(t),n.value=i,n.checked=a;const s=q.createElement("span");return s.textContent=e,n.append(s),n}function Vt(t,e){let i=t.querySelector(`:scope > [slot="${e}"]`);if(i?.nodeName=="SLOT"&&(i=i.assignedElements({flatten:!0})[0]),i)return i=i.cloneNode(!0),i;const a=t.shadowRoot.querySelector(`[name="${e}"] > svg`);return a?a.cloneNode(!0):""}function Iu(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --_menu-bg: rgb(20 20 30 / .8);
        background: var(--media-menu-background, var(--media-control-background, var(--media-secondary-color, var(--_menu-bg))));
        border-radius: var(--media-menu-border-radius);
        border: var(--media-menu-border, none);
        display: var(--media-menu-display, inline-flex) !important;
        
        transition: var(--media-menu-transition-in,
          visibility 0s,
          opacity .2s ease-out,
          transform .15s ease-out,
          left .2s ease-in-out,
          min-width .2s ease-in-out,
          min-height .2s ease-in-out
        ) !important;
        
        visibility: var(--media-menu-visibility, visible);
        opacity: var(--media-menu-opacity, 1);
        max-height: var(--media-menu-max-height, var(--_menu-max-height, 300px));
        transform: var(--media-menu-transform-in, translateY(0) scale(1));
        flex-direction: column;
        
        min-height: 0;
        position: relative;
        bottom: var(--_menu-bottom);
        box-sizing: border-box;
      } 

      @-moz-document url-prefix() {
        :host{
          --_menu-bg: rgb(20 20 30);
        }
      }

      :host([hidden]) {
        transition: var(--media-menu-transition-out,
          visibility .15s ease-in,
          opacity .15s ease-in,
          transform .15s ease-in
        ) !important;
        visibility: var(--media-menu-hidden-visibility, hidden);
        opacity: var(--media-menu-hidden-opacity, 0);
        max-height: var(--media-menu-hidden-max-height,
          var(--media-menu-max-height, var(--_menu-max-height, 300px)));
        transform: var(--media-menu-transform-out, translateY(2px) scale(.99));
        pointer-events: none;
      }

      :host([slot="submenu"]) {
        background: none;
        width: 100%;
        min-height: 100%;
        position: absolute;
        bottom: 0;
        right: -100%;
      }

      #container {
        display: flex;
        flex-direction: column;
        min-height: 0;
        transition: transform .2s ease-out;
        transform: translate(0, 0);
      }

      #container.has-expanded {
        transition: transform .2s ease-in;
        transform: translate(-100%, 0);
      }

      button {
        background: none;
        color: inherit;
        border: none;
        padding: 0;
        font: inherit;
        outline: inherit;
        display: inline-flex;
        align-items: center;
      }

      slot[name="header"][hidden] {
        display: none;
      }

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .7em;
        border-bottom: 1px solid rgb(255 255 255 / .25);
        cursor: var(--media-cursor, default);
      }

      slot[name="header"] > button[part~="back"],
      slot[name="header"]::slotted(button[part~="back"]) {
        cursor: var(--media-cursor, pointer);
      }

      svg[part~="back"] {
        height: var(--media-menu-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
        margin-right: .5ch;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap);
        flex-direction: var(--media-menu-flex-direction, column);
        overflow: var(--media-menu-overflow, hidden auto);
        display: flex;
        min-height: 0;
      }

      :host([role="menu"]) slot:not([name]) {
        padding-block: .4em;
      }

      slot:not([name])::slotted([role="menu"]) {
        background: none;
      }

      media-chrome-menu-item > span {
        margin-right: .5ch;
        max-width: var(--media-menu-item-max-width);
        text-overflow: ellipsis;
        overflow: hidden;
      }
    </style>
    <style id="layout-row" media="width:0">

      slot[name="header"] > *,
      slot[name="header"]::slotted(*) {
        padding: .4em .5em;
      }

      slot:not([name]) {
        gap: var(--media-menu-gap, .25em);
        flex-direction: var(--media-menu-flex-direction, row);
        padding-inline: .5em;
      }

      media-chrome-menu-item {
        padding: .3em .5em;
      }

      media-chrome-menu-item[aria-checked="true"] {
        background: var(--media-menu-item-checked-background, rgb(255 255 255 / .2));
      }

      
      media-chrome-menu-item::part(checked-indicator) {
        display: var(--media-menu-item-checked-indicator-display, none);
      }
    </style>
    <div id="container" part="container">
      <slot name="header" hidden>
        <button part="back button" aria-label="Back to previous menu">
          <slot name="back-icon">
            <svg aria-hidden="true" viewBox="0 0 20 24" part="back indicator">
              <path d="m11.88 17.585.742-.669-4.2-4.665 4.2-4.666-.743-.669-4.803 5.335 4.803 5.334Z"/>
            </svg>
          </slot>
          <slot name="title"></slot>
        </button>
      </slot>
      <slot></slot>
    </div>
    <slot name="checked-indicator" hidden></slot>
  `}const nt={STYLE:"style",HIDDEN:"hidden",DISABLED:"disabled",ANCHOR:"anchor"};class mt extends d.HTMLElement{constructor(){if(super(),R(this,ss),R(this,rn),R(this,Oa),R(this,os),R(this,ls),R(this,ds),R(this,Ft),R(this,ln),R(this,cs),R(this,lr),R(this,us),R(this,dr),R(this,hs),R(this,ms),R(this,Mi),R(this,ps),R(this,Li),R(this,Ua),R(this,we,null),R(this,Je,null),R(this,We,null),R(this,xa,new Set),R(this,fi,void 0),R(this,ct,!1),R(this,Ni,null),R(this,on,()=>{const e=y(this,xa),i=new Set(this.items);for(const a of e)i.has(a)||this.dispatchEvent(new CustomEvent("removemenuitem",{detail:a}));for(const a of i)e.has(a)||this.dispatchEvent(new CustomEvent("addmenuitem",{detail:a}));oe(this,xa,i)}),R(this,Wt,()=>{C(this,Ft,Hi).call(this),C(this,ln,or).call(this,!1)}),R(this,Bt,()=>{C(this,Ft,Hi).call(this)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}this.container=this.shadowRoot.querySelector("#container"),this.defaultSlot=this.shadowRoot.querySelector("slot:not([name])"),oe(this,fi,new MutationObserver(y(this,on)))}static get observedAttributes(){return[nt.DISABLED,nt.HIDDEN,nt.STYLE,nt.ANCHOR,L.MEDIA_CONTROLLER]}static formatMenuItemText(e,i){return e}enable(){this.addEventListener("click",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this),this.addEventListener("invoke",this),this.addEventListener("toggle",this)}disable(){this.removeEventListener("click",this),this.removeEventListener("focusout",this),this.removeEventListener("keyup",this),this.removeEventListener("invoke",this),this.removeEventListener("toggle",this)}handleEvent(e){switch(e.type){case"slotchange":C(this,ss,Rl).call(this,e);break;case"invoke":C(this,os,Cl).call(this,e);break;case"click":C(this,cs,Ul).call(this,e);break;case"toggle":C(this,us,$l).call(this,e);break;case"focusout":C(this,hs,Hl).call(this,e);break;case"keydown":C(this,ms,Wl).call(this,e);break}}connectedCallback(){var e,i;y(this,fi).observe(this.defaultSlot,{childList:!0}),oe(this,Ni,Ms(this.shadowRoot,":host")),C(this,Oa,rs).call(this),this.hasAttribute("disabled")||this.enable(),this.role||(this.role="menu"),oe(this,we,Dn(this)),(i=(e=y(this,we))==null?void 0:e.associateElement)==null||i.call(e,this),this.hidden||(Gt(Bi(this),y(this,Wt)),Gt(this,y(this,Bt))),C(this,rn,rr).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){var e,i;y(this,fi).disconnect(),qt(Bi(this),y(this,Wt)),qt(this,y(this,Bt)),this.disable(),(i=(e=y(this,we))==null?void 0:e.unassociateElement)==null||i.call(e,this),oe(this,we,null),oe(this,Je,null),oe(this,We,null),this.shadowRoot.removeEventListener("slotchange",this)}attributeChangedCallback(e,i,a){var n,s,o,l;e===nt.HIDDEN&&a!==i?(y(this,ct)||oe(this,ct,!0),this.hidden?C(this,ds,Ol).call(this):C(this,ls,xl).call(this),this.dispatchEvent(new Tu({oldState:this.hidden?"open":"closed",newState:this.hidden?"closed":"open",bubbles:!0}))):e===L.MEDIA_CONTROLLER?(i&&((s=(n=y(this,we))==null?void 0:n.unassociateElement)==null||s.call(n,this),oe(this,we,null)),a&&this.isConnected&&(oe(this,we,Dn(this)),(l=(o=y(this,we))==null?void 0:o.associateElement)==null||l.call(o,this))):e===nt.DISABLED&&a!==i?a==null?this.enable():this.disable():e===nt.STYLE&&a!==i&&C(this,Oa,rs).call(this)}formatMenuItemText(e,i){return this.constructor.formatMenuItemText(e,i)}get anchor(){return this.getAttribute("anchor")}set anchor(e){this.setAttribute("anchor",`${e}`)}get anchorElement(){var e;return this.anchor?(e=pn(this))==null?void 0:e.querySelector(`#${this.anchor}`):null}get items(){return this.defaultSlot.assignedElements({flatten:!0}).filter(ku)}get radioGroupItems(){return this.items.filter(e=>e.role==="menuitemradio")}get checkedItems(){return this.items.filter(e=>e.checked)}get value(){var e,i;return(i=(e=this.checkedItems[0])==null?void 0:e.value)!=null?i:""}set value(e){const i=this.items.find(a=>a.value===e);i&&C(this,Ua,vs).call(this,i)}focus(){if(oe(this,Je,ws()),this.items.length){C(this,Li,cn).call(this,this.items[0]),this.items[0].focus();return}const e=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');e?.focus()}handleSelect(e){var i;const a=C(this,Mi,dn).call(this,e);a&&(C(this,Ua,vs).call(this,a,a.type==="checkbox"),y(this,We)&&!this.hidden&&((i=y(this,Je))==null||i.focus(),this.hidden=!0))}get keysUsed(){return["Enter","Escape","Tab"," ","ArrowDown","ArrowUp","Home","End"]}handleMove(e){var i,a;const{key:n}=e,s=this.items,o=(a=(i=C(this,Mi,dn).call(this,e))!=null?i:C(this,ps,Bl).call(this))!=null?a:s[0],l=s.indexOf(o);let c=Math.max(0,l);n==="ArrowDown"?c++:n==="ArrowUp"?c--:e.key==="Home"?c=0:e.key==="End"&&(c=s.length-1),c<0&&(c=s.length-1),c>s.length-1&&(c=0),C(this,Li,cn).call(this,s[c]),s[c].focus()}}we=new WeakMap;Je=new WeakMap;We=new WeakMap;xa=new WeakMap;fi=new WeakMap;ct=new WeakMap;Ni=new WeakMap;ss=new WeakSet;Rl=function(t){const e=t.target;for(const i of e.assignedNodes({flatten:!0}))i.nodeType===3&&i.textContent.trim()===""&&i.remove();["header","title"].includes(e.name)&&C(this,rn,rr).call(this),e.name||y(this,on).call(this)};rn=new WeakSet;rr=function(){const t=this.shadowRoot.querySelector('slot[name="header"]'),e=this.shadowRoot.querySelector('slot[name="title"]');t.hidden=e.assignedNodes().length===0&&t.assignedNodes().length===0};on=new WeakMap;Oa=new WeakSet;rs=function(){var t;const e=this.shadowRoot.querySelector("#layout-row"),i=(t=getComputedStyle(this).getPropertyValue("--media-menu-layout"))==null?void 0:t.trim();e.setAttribute("media",i==="row"?"":"width:0")};os=new WeakSet;Cl=function(t){oe(this,We,t.relatedTarget),Be(this,t.relatedTarget)||(this.hidden=!this.hidden)};ls=new WeakSet;xl=function(){var t;(t=y(this,We))==null||t.setAttribute("aria-expanded","true"),this.addEventListener("transitionend",()=>this.focus(),{once:!0}),Gt(Bi(this),y(this,Wt)),Gt(this,y(this,Bt))};ds=new WeakSet;Ol=function(){var t;(t=y(this,We))==null||t.setAttribute("aria-expanded","false"),qt(Bi(this),y(this,Wt)),qt(this,y(this,Bt))};Wt=new WeakMap;Bt=new WeakMap;Ft=new WeakSet;Hi=function(t){if(this.hasAttribute("mediacontroller")&&!this.anchor||this.hidden||!this.anchorElement)return;const{x:e,y:i}=fu({anchor:this.anchorElement,floating:this,placement:"top-start"});t??(t=this.offsetWidth);const n=Bi(this).getBoundingClientRect(),s=n.width-e-t,o=n.height-i-this.offsetHeight,{style:l}=y(this,Ni);l.setProperty("position","absolute"),l.setProperty("right",`${Math.max(0,s)}px`),l.setProperty("--_menu-bottom",`${o}px`);const c=getComputedStyle(this),T=l.getPropertyValue("--_menu-bottom")===c.bottom?o:parseFloat(c.bottom),A=n.height-T-parseFloat(c.marginBottom);this.style.setProperty("--_menu-max-height",`${A}px`)};ln=new WeakSet;or=function(t){const e=this.querySelector('[role="menuitem"][aria-haspopup][aria-expanded="true"]'),i=e?.querySelector('[role="menu"]'),{style:a}=y(this,Ni);if(t||a.setProperty("--media-menu-transition-in","none"),i){const n=i.offsetHeight,s=Math.max(i.offsetWidth,e.offsetWidth);this.style.setProperty("min-width",`${s}px`),this.style.setProperty("min-height",`${n}px`),C(this,Ft,Hi).call(this,s)}else this.style.removeProperty("min-width"),this.style.removeProperty("min-height"),C(this,Ft,Hi).call(this);a.removeProperty("--media-menu-transition-in")};cs=new WeakSet;Ul=function(t){var e;if(t.stopPropagation(),t.composedPath().includes(y(this,lr,Pl))){(e=y(this,Je))==null||e.focus(),this.hidden=!0;return}const i=C(this,Mi,dn).call(this,t);!i||i.hasAttribute("disabled")||(C(this,Li,cn).call(this,i),this.handleSelect(t))};lr=new WeakSet;Pl=function(){var t;return(t=this.shadowRoot.querySelector('slot[name="header"]').assignedElements({flatten:!0}))==null?void 0:t.find(i=>i.matches('button[part~="back"]'))};us=new WeakSet;$l=function(t){if(t.target===this)return;C(this,dr,Nl).call(this);const e=Array.from(this.querySelectorAll('[role="menuitem"][aria-haspopup]'));for(const i of e)i.invokeTargetElement!=t.target&&t.newState=="open"&&i.getAttribute("aria-expanded")=="true"&&!i.invokeTargetElement.hidden&&i.invokeTargetElement.dispatchEvent(new nr({relatedTarget:i}));for(const i of e)i.setAttribute("aria-expanded",`${!i.submenuElement.hidden}`);C(this,ln,or).call(this,!0)};dr=new WeakSet;Nl=function(){const e=this.querySelector('[role="menuitem"] > [role="menu"]:not([hidden])');this.container.classList.toggle("has-expanded",!!e)};hs=new WeakSet;Hl=function(t){var e;Be(this,t.relatedTarget)||(y(this,ct)&&((e=y(this,Je))==null||e.focus()),y(this,We)&&y(this,We)!==t.relatedTarget&&!this.hidden&&(this.hidden=!0))};ms=new WeakSet;Wl=function(t){var e,i,a,n,s;const{key:o,ctrlKey:l,altKey:c,metaKey:g}=t;if(!(l||c||g)&&this.keysUsed.includes(o))if(t.preventDefault(),t.stopPropagation(),o==="Tab"){if(y(this,ct)){this.hidden=!0;return}t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(n=(a=this.nextElementSibling)==null?void 0:a.focus)==null||n.call(a),this.blur()}else o==="Escape"?((s=y(this,Je))==null||s.focus(),y(this,ct)&&(this.hidden=!0)):o==="Enter"||o===" "?this.handleSelect(t):this.handleMove(t)};Mi=new WeakSet;dn=function(t){return t.composedPath().find(e=>["menuitemradio","menuitemcheckbox"].includes(e.role))};ps=new WeakSet;Bl=function(){return this.items.find(t=>t.tabIndex===0)};Li=new WeakSet;cn=function(t){for(const e of this.items)e.tabIndex=e===t?0:-1};Ua=new WeakSet;vs=function(t,e){const i=[...this.checkedItems];t.type==="radio"&&this.radioGroupItems.forEach(a=>a.checked=!1),e?t.checked=!t.checked:t.checked=!0,this.checkedItems.some((a,n)=>a!=i[n])&&this.dispatchEvent(new Event("change",{bubbles:!0,composed:!0}))};mt.shadowRootOptions={mode:"open"};mt.getTemplateHTML=Iu;function ku(t){return["menuitem","menuitemradio","menuitemcheckbox"].includes(t?.role)}function Bi(t){var e;return(e=t.getAttribute("bounds")?zt(t,`#${t.getAttribute("bounds")}`):je(t)||t.parentElement)!=null?e:t}d.customElements.get("media-chrome-menu")||d.customElements.define("media-chrome-menu",mt);var cr=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Fl=(t,e,i)=>(cr(t,e,"read from private field"),i?i.call(t):e.get(t)),ia=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Es=(t,e,i,a)=>(cr(t,e,"write to private field"),e.set(t,i),i),aa=(t,e,i)=>(cr(t,e,"access private method"),i),gi,un,Pa,fs,$a,gs;class Su extends mt{constructor(){super(...arguments),ia(this,Pa),ia(this,$a),ia(this,gi,[]),ia(this,un,void 0)}static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_AUDIO_TRACK_LIST,r.MEDIA_AUDIO_TRACK_ENABLED,r.MEDIA_AUDIO_TRACK_UNAVAILABLE]}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),e===r.MEDIA_AUDIO_TRACK_ENABLED&&i!==a?this.value=a:e===r.MEDIA_AUDIO_TRACK_LIST&&i!==a&&(Es(this,gi,Rd(a??"")),aa(this,Pa,fs).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",aa(this,$a,gs))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",aa(this,$a,gs))}get anchorElement(){var e;return this.anchor!=="auto"?super.anchorElement:(e=je(this))==null?void 0:e.querySelector("media-audio-track-menu-button")}get mediaAudioTrackList(){return Fl(this,gi)}set mediaAudioTrackList(e){Es(this,gi,e),aa(this,Pa,fs).call(this)}get mediaAudioTrackEnabled(){var e;return(e=N(this,r.MEDIA_AUDIO_TRACK_ENABLED))!=null?e:""}set mediaAudioTrackEnabled(e){P(this,r.MEDIA_AUDIO_TRACK_ENABLED,e)}}gi=new WeakMap;un=new WeakMap;Pa=new WeakSet;fs=function(){if(Fl(this,un)===JSON.stringify(this.mediaAudioTrackList))return;Es(this,un,JSON.stringify(this.mediaAudioTrackList));const t=this.mediaAudioTrackList;this.defaultSlot.textContent="",t.sort((e,i)=>e.id.localeCompare(i.id,void 0,{numeric:!0}));for(const e of t){const i=this.formatMenuItemText(e.label,e),a=Wi({type:"radio",text:i,value:`${e.id}`,checked:e.enabled});a.prepend(Vt(this,"checked-indicator")),this.defaultSlot.append(a)}};$a=new WeakSet;gs=function(){if(this.value==null)return;const t=new d.CustomEvent(p.MEDIA_AUDIO_TRACK_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};d.customElements.get("media-audio-track-menu")||d.customElements.define("media-audio-track-menu",Su);class kn extends ge{connectedCallback(){super.connectedCallback(),this.invokeTargetElement&&this.setAttribute("aria-haspopup","menu")}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(e){this.setAttribute("invoketarget",`${e}`)}get invokeTargetElement(){var e;return this.invokeTarget?(e=pn(this))==null?void 0:e.querySelector(`#${this.invokeTarget}`):null}handleClick(){var e;(e=this.invokeTargetElement)==null||e.dispatchEvent(new nr({relatedTarget:this}))}}d.customElements.get("media-chrome-menu-button")||d.customElements.define("media-chrome-menu-button",kn);const yu=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M11 17H9.5V7H11v10Zm-3-3H6.5v-4H8v4Zm6-5h-1.5v6H14V9Zm3 7h-1.5V8H17v8Z"/>
  <path d="M22 12c0 5.523-4.477 10-10 10S2 17.523 2 12 6.477 2 12 2s10 4.477 10 10Zm-2 0a8 8 0 1 0-16 0 8 8 0 0 0 16 0Z"/>
</svg>`;function wu(){return`
    <style>
      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">${yu}</slot>
  `}function Mu(){return b("Audio")}const bo=t=>{const e=b("Audio");t.setAttribute("aria-label",e)};class ur extends kn{static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_AUDIO_TRACK_ENABLED,r.MEDIA_AUDIO_TRACK_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),bo(this)}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),e===r.MEDIA_LANG&&bo(this)}get invokeTargetElement(){var e;return this.invokeTarget!=null?super.invokeTargetElement:(e=je(this))==null?void 0:e.querySelector("media-audio-track-menu")}get mediaAudioTrackEnabled(){var e;return(e=N(this,r.MEDIA_AUDIO_TRACK_ENABLED))!=null?e:""}set mediaAudioTrackEnabled(e){P(this,r.MEDIA_AUDIO_TRACK_ENABLED,e)}}ur.getSlotTemplateHTML=wu;ur.getTooltipContentHTML=Mu;d.customElements.get("media-audio-track-menu-button")||d.customElements.define("media-audio-track-menu-button",ur);var hr=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Lu=(t,e,i)=>(hr(t,e,"read from private field"),e.get(t)),Mn=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Du=(t,e,i,a)=>(hr(t,e,"write to private field"),e.set(t,i),i),na=(t,e,i)=>(hr(t,e,"access private method"),i),hn,Na,_s,Ha,bs;const Ru=`
  <svg aria-hidden="true" viewBox="0 0 26 24" part="captions-indicator indicator">
    <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
  </svg>`;function Cu(t){return`
    ${mt.getTemplateHTML(t)}
    <slot name="captions-indicator" hidden>${Ru}</slot>
  `}class Vl extends mt{constructor(){super(...arguments),Mn(this,Na),Mn(this,Ha),Mn(this,hn,void 0)}static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_SUBTITLES_LIST,r.MEDIA_SUBTITLES_SHOWING]}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),e===r.MEDIA_SUBTITLES_LIST&&i!==a?na(this,Na,_s).call(this):e===r.MEDIA_SUBTITLES_SHOWING&&i!==a&&(this.value=a||"",na(this,Na,_s).call(this))}connectedCallback(){super.connectedCallback(),this.addEventListener("change",na(this,Ha,bs))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",na(this,Ha,bs))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:je(this).querySelector("media-captions-menu-button")}get mediaSubtitlesList(){return Ao(this,r.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){To(this,r.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return Ao(this,r.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){To(this,r.MEDIA_SUBTITLES_SHOWING,e)}}hn=new WeakMap;Na=new WeakSet;_s=function(){var t;const e=Lu(this,hn)!==JSON.stringify(this.mediaSubtitlesList),i=this.value!==this.getAttribute(r.MEDIA_SUBTITLES_SHOWING);if(!e&&!i)return;Du(this,hn,JSON.stringify(this.mediaSubtitlesList)),this.defaultSlot.textContent="";const a=!this.value,n=Wi({type:"radio",text:this.formatMenuItemText(b("Off")),value:"off",checked:a});n.prepend(Vt(this,"checked-indicator")),this.defaultSlot.append(n);const s=this.mediaSubtitlesList;for(const o of s){const l=Wi({type:"radio",text:this.formatMenuItemText(o.label,o),value:Wn(o),checked:this.value==Wn(o)});l.prepend(Vt(this,"checked-indicator")),((t=o.kind)!=null?t:"subs")==="captions"&&l.append(Vt(this,"captions-indicator")),this.defaultSlot.append(l)}};Ha=new WeakSet;bs=function(){const t=this.mediaSubtitlesShowing,e=this.getAttribute(r.MEDIA_SUBTITLES_SHOWING),i=this.value!==e;if(t?.length&&i&&this.dispatchEvent(new d.CustomEvent(p.MEDIA_DISABLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:t})),!this.value||!i)return;const a=new d.CustomEvent(p.MEDIA_SHOW_SUBTITLES_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(a)};Vl.getTemplateHTML=Cu;const Ao=(t,e)=>{const i=t.getAttribute(e);return i?Us(i):[]},To=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}const a=qa(i);t.getAttribute(e)!==a&&t.setAttribute(e,a)};d.customElements.get("media-captions-menu")||d.customElements.define("media-captions-menu",Vl);const xu=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M22.83 5.68a2.58 2.58 0 0 0-2.3-2.5c-3.62-.24-11.44-.24-15.06 0a2.58 2.58 0 0 0-2.3 2.5c-.23 4.21-.23 8.43 0 12.64a2.58 2.58 0 0 0 2.3 2.5c3.62.24 11.44.24 15.06 0a2.58 2.58 0 0 0 2.3-2.5c.23-4.21.23-8.43 0-12.64Zm-11.39 9.45a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.92 3.92 0 0 1 .92-2.77 3.18 3.18 0 0 1 2.43-1 2.94 2.94 0 0 1 2.13.78c.364.359.62.813.74 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.17 1.61 1.61 0 0 0-1.29.58 2.79 2.79 0 0 0-.5 1.89 3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.48 1.48 0 0 0 1-.37 2.1 2.1 0 0 0 .59-1.14l1.4.44a3.23 3.23 0 0 1-1.07 1.69Zm7.22 0a3.07 3.07 0 0 1-1.91.57 3.06 3.06 0 0 1-2.34-1 3.75 3.75 0 0 1-.92-2.67 3.88 3.88 0 0 1 .93-2.77 3.14 3.14 0 0 1 2.42-1 3 3 0 0 1 2.16.82 2.8 2.8 0 0 1 .73 1.31l-1.43.35a1.49 1.49 0 0 0-1.51-1.21 1.61 1.61 0 0 0-1.29.58A2.79 2.79 0 0 0 15 12a3 3 0 0 0 .49 1.93 1.61 1.61 0 0 0 1.27.58 1.44 1.44 0 0 0 1-.37 2.1 2.1 0 0 0 .6-1.15l1.4.44a3.17 3.17 0 0 1-1.1 1.7Z"/>
</svg>`,Ou=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M17.73 14.09a1.4 1.4 0 0 1-1 .37 1.579 1.579 0 0 1-1.27-.58A3 3 0 0 1 15 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34A2.89 2.89 0 0 0 19 9.07a3 3 0 0 0-2.14-.78 3.14 3.14 0 0 0-2.42 1 3.91 3.91 0 0 0-.93 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.17 3.17 0 0 0 1.07-1.74l-1.4-.45c-.083.43-.3.822-.62 1.12Zm-7.22 0a1.43 1.43 0 0 1-1 .37 1.58 1.58 0 0 1-1.27-.58A3 3 0 0 1 7.76 12a2.8 2.8 0 0 1 .5-1.85 1.63 1.63 0 0 1 1.29-.57 1.47 1.47 0 0 1 1.51 1.2l1.43-.34a2.81 2.81 0 0 0-.74-1.32 2.94 2.94 0 0 0-2.13-.78 3.18 3.18 0 0 0-2.43 1 4 4 0 0 0-.92 2.78 3.74 3.74 0 0 0 .92 2.66 3.07 3.07 0 0 0 2.34 1 3.07 3.07 0 0 0 1.91-.57 3.23 3.23 0 0 0 1.07-1.74l-1.4-.45a2.06 2.06 0 0 1-.6 1.07Zm12.32-8.41a2.59 2.59 0 0 0-2.3-2.51C18.72 3.05 15.86 3 13 3c-2.86 0-5.72.05-7.53.17a2.59 2.59 0 0 0-2.3 2.51c-.23 4.207-.23 8.423 0 12.63a2.57 2.57 0 0 0 2.3 2.5c1.81.13 4.67.19 7.53.19 2.86 0 5.72-.06 7.53-.19a2.57 2.57 0 0 0 2.3-2.5c.23-4.207.23-8.423 0-12.63Zm-1.49 12.53a1.11 1.11 0 0 1-.91 1.11c-1.67.11-4.45.18-7.43.18-2.98 0-5.76-.07-7.43-.18a1.11 1.11 0 0 1-.91-1.11c-.21-4.14-.21-8.29 0-12.43a1.11 1.11 0 0 1 .91-1.11C7.24 4.56 10 4.49 13 4.49s5.76.07 7.43.18a1.11 1.11 0 0 1 .91 1.11c.21 4.14.21 8.29 0 12.43Z"/>
</svg>`;function Uu(){return`
    <style>
      :host([data-captions-enabled="true"]) slot[name=off] {
        display: none !important;
      }

      
      :host(:not([data-captions-enabled="true"])) slot[name=on] {
        display: none !important;
      }

      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="on">${xu}</slot>
      <slot name="off">${Ou}</slot>
    </slot>
  `}function Pu(){return b("Captions")}const Io=t=>{t.setAttribute("data-captions-enabled",Pd(t).toString())},ko=t=>{t.setAttribute("aria-label",b("closed captions"))};class mr extends kn{static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_SUBTITLES_LIST,r.MEDIA_SUBTITLES_SHOWING,r.MEDIA_LANG]}connectedCallback(){super.connectedCallback(),ko(this),Io(this)}attributeChangedCallback(e,i,a){super.attributeChangedCallback(e,i,a),e===r.MEDIA_SUBTITLES_SHOWING?Io(this):e===r.MEDIA_LANG&&ko(this)}get invokeTargetElement(){var e;return this.invokeTarget!=null?super.invokeTargetElement:(e=je(this))==null?void 0:e.querySelector("media-captions-menu")}get mediaSubtitlesList(){return So(this,r.MEDIA_SUBTITLES_LIST)}set mediaSubtitlesList(e){yo(this,r.MEDIA_SUBTITLES_LIST,e)}get mediaSubtitlesShowing(){return So(this,r.MEDIA_SUBTITLES_SHOWING)}set mediaSubtitlesShowing(e){yo(this,r.MEDIA_SUBTITLES_SHOWING,e)}}mr.getSlotTemplateHTML=Uu;mr.getTooltipContentHTML=Pu;const So=(t,e)=>{const i=t.getAttribute(e);return i?Us(i):[]},yo=(t,e,i)=>{if(!i?.length){t.removeAttribute(e);return}const a=qa(i);t.getAttribute(e)!==a&&t.setAttribute(e,a)};d.customElements.get("media-captions-menu-button")||d.customElements.define("media-captions-menu-button",mr);var pr=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},X=(t,e,i)=>(pr(t,e,"read from private field"),i?i.call(t):e.get(t)),Pe=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ln=(t,e,i,a)=>(pr(t,e,"write to private field"),e.set(t,i),i),$t=(t,e,i)=>(pr(t,e,"access private method"),i),Wa,Di,As,Kl,mn,vr,Er,Gl,De,xt,Ts,Ba,Is;function $u(t){return`
    <style>
      :host {
        transition: var(--media-menu-item-transition,
          background .15s linear,
          opacity .2s ease-in-out
        );
        outline: var(--media-menu-item-outline, 0);
        outline-offset: var(--media-menu-item-outline-offset, -1px);
        cursor: var(--media-cursor, pointer);
        display: flex;
        align-items: center;
        align-self: stretch;
        justify-self: stretch;
        white-space: nowrap;
        white-space-collapse: collapse;
        text-wrap: nowrap;
        padding: .4em .8em .4em 1em;
      }

      :host(:focus-visible) {
        box-shadow: var(--media-menu-item-focus-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: var(--media-menu-item-hover-outline, 0);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host(:hover) {
        cursor: var(--media-cursor, pointer);
        background: var(--media-menu-item-hover-background, rgb(92 92 102 / .5));
        outline: var(--media-menu-item-hover-outline);
        outline-offset: var(--media-menu-item-hover-outline-offset,  var(--media-menu-item-outline-offset, -1px));
      }

      :host([aria-checked="true"]) {
        background: var(--media-menu-item-checked-background);
      }

      :host([hidden]) {
        display: none;
      }

      :host([disabled]) {
        pointer-events: none;
        color: rgba(255, 255, 255, .3);
      }

      slot:not([name]) {
        width: 100%;
      }

      slot:not([name="submenu"]) {
        display: inline-flex;
        align-items: center;
        transition: inherit;
        opacity: var(--media-menu-item-opacity, 1);
      }

      slot[name="description"] {
        justify-content: end;
      }

      slot[name="description"] > span {
        display: inline-block;
        margin-inline: 1em .2em;
        max-width: var(--media-menu-item-description-max-width, 100px);
        text-overflow: ellipsis;
        overflow: hidden;
        font-size: .8em;
        font-weight: 400;
        text-align: right;
        position: relative;
        top: .04em;
      }

      slot[name="checked-indicator"] {
        display: none;
      }

      :host(:is([role="menuitemradio"],[role="menuitemcheckbox"])) slot[name="checked-indicator"] {
        display: var(--media-menu-item-checked-indicator-display, inline-block);
      }

      
      svg, img, ::slotted(svg), ::slotted(img) {
        height: var(--media-menu-item-icon-height, var(--media-control-height, 24px));
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        display: block;
      }

      
      [part~="indicator"],
      ::slotted([part~="indicator"]) {
        fill: var(--media-menu-item-indicator-fill,
          var(--media-icon-color, var(--media-primary-color, rgb(238 238 238))));
        height: var(--media-menu-item-indicator-height, 1.25em);
        margin-right: .5ch;
      }

      [part~="checked-indicator"] {
        visibility: hidden;
      }

      :host([aria-checked="true"]) [part~="checked-indicator"] {
        visibility: visible;
      }
    </style>
    <slot name="checked-indicator">
      <svg aria-hidden="true" viewBox="0 1 24 24" part="checked-indicator indicator">
        <path d="m10 15.17 9.193-9.191 1.414 1.414-10.606 10.606-6.364-6.364 1.414-1.414 4.95 4.95Z"/>
      </svg>
    </slot>
    <slot name="prefix"></slot>
    <slot></slot>
    <slot name="description"></slot>
    <slot name="suffix">
      ${this.getSuffixSlotInnerHTML(t)}
    </slot>
    <slot name="submenu"></slot>
  `}function Nu(t){return""}const se={TYPE:"type",VALUE:"value",CHECKED:"checked",DISABLED:"disabled"};class Sn extends d.HTMLElement{constructor(){if(super(),Pe(this,As),Pe(this,mn),Pe(this,Er),Pe(this,Ba),Pe(this,Wa,!1),Pe(this,Di,void 0),Pe(this,De,()=>{var e,i;this.submenuElement.items&&this.setAttribute("submenusize",`${this.submenuElement.items.length}`);const a=this.shadowRoot.querySelector('slot[name="description"]'),n=(e=this.submenuElement.checkedItems)==null?void 0:e[0],s=(i=n?.dataset.description)!=null?i:n?.text,o=q.createElement("span");o.textContent=s??"",a.replaceChildren(o)}),Pe(this,xt,e=>{const{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",X(this,xt));return}this.handleClick(e)}),Pe(this,Ts,e=>{const{metaKey:i,altKey:a,key:n}=e;if(i||a||!this.keysUsed.includes(n)){this.removeEventListener("keyup",X(this,xt));return}this.addEventListener("keyup",X(this,xt),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);const e=de(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[se.TYPE,se.DISABLED,se.CHECKED,se.VALUE]}enable(){this.hasAttribute("tabindex")||this.setAttribute("tabindex","-1"),si(this)&&!this.hasAttribute("aria-checked")&&this.setAttribute("aria-checked","false"),this.addEventListener("click",this),this.addEventListener("keydown",this)}disable(){this.removeAttribute("tabindex"),this.removeEventListener("click",this),this.removeEventListener("keydown",this),this.removeEventListener("keyup",this)}handleEvent(e){switch(e.type){case"slotchange":$t(this,As,Kl).call(this,e);break;case"click":this.handleClick(e);break;case"keydown":X(this,Ts).call(this,e);break;case"keyup":X(this,xt).call(this,e);break}}attributeChangedCallback(e,i,a){e===se.CHECKED&&si(this)&&!X(this,Wa)?this.setAttribute("aria-checked",a!=null?"true":"false"):e===se.TYPE&&a!==i?this.role="menuitem"+a:e===se.DISABLED&&a!==i&&(a==null?this.enable():this.disable())}connectedCallback(){this.hasAttribute(se.DISABLED)||this.enable(),this.role="menuitem"+this.type,Ln(this,Di,ks(this,this.parentNode)),$t(this,Ba,Is).call(this),this.submenuElement&&$t(this,mn,vr).call(this),this.shadowRoot.addEventListener("slotchange",this)}disconnectedCallback(){this.disable(),$t(this,Ba,Is).call(this),Ln(this,Di,null),this.shadowRoot.removeEventListener("slotchange",this)}get invokeTarget(){return this.getAttribute("invoketarget")}set invokeTarget(e){this.setAttribute("invoketarget",`${e}`)}get invokeTargetElement(){var e;return this.invokeTarget?(e=pn(this))==null?void 0:e.querySelector(`#${this.invokeTarget}`):this.submenuElement}get submenuElement(){return this.shadowRoot.querySelector('slot[name="submenu"]').assignedElements({flatten:!0})[0]}get type(){var e;return(e=this.getAttribute(se.TYPE))!=null?e:""}set type(e){this.setAttribute(se.TYPE,`${e}`)}get value(){var e;return(e=this.getAttribute(se.VALUE))!=null?e:this.text}set value(e){this.setAttribute(se.VALUE,e)}get text(){var e;return((e=this.textContent)!=null?e:"").trim()}get checked(){if(si(this))return this.getAttribute("aria-checked")==="true"}set checked(e){si(this)&&(Ln(this,Wa,!0),this.setAttribute("aria-checked",e?"true":"false"),e?this.part.add("checked"):this.part.remove("checked"))}handleClick(e){si(this)||this.invokeTargetElement&&Be(this,e.target)&&this.invokeTargetElement.dispatchEvent(new nr({relatedTarget:this}))}get keysUsed(){return["Enter"," "]}}Wa=new WeakMap;Di=new WeakMap;As=new WeakSet;Kl=function(t){const e=t.target;if(!e?.name)for(const a of e.assignedNodes({flatten:!0}))a instanceof Text&&a.textContent.trim()===""&&a.remove();e.name==="submenu"&&(this.submenuElement?$t(this,mn,vr).call(this):$t(this,Er,Gl).call(this))};mn=new WeakSet;vr=async function(){this.setAttribute("aria-haspopup","menu"),this.setAttribute("aria-expanded",`${!this.submenuElement.hidden}`),this.submenuElement.addEventListener("change",X(this,De)),this.submenuElement.addEventListener("addmenuitem",X(this,De)),this.submenuElement.addEventListener("removemenuitem",X(this,De)),X(this,De).call(this)};Er=new WeakSet;Gl=function(){this.removeAttribute("aria-haspopup"),this.removeAttribute("aria-expanded"),this.submenuElement.removeEventListener("change",X(this,De)),this.submenuElement.removeEventListener("addmenuitem",X(this,De)),this.submenuElement.removeEventListener("removemenuitem",X(this,De)),X(this,De).call(this)};De=new WeakMap;xt=new WeakMap;Ts=new WeakMap;Ba=new WeakSet;Is=function(){var t;const e=(t=X(this,Di))==null?void 0:t.radioGroupItems;if(!e)return;let i=e.filter(a=>a.getAttribute("aria-checked")==="true").pop();i||(i=e[0]);for(const a of e)a.setAttribute("aria-checked","false");i?.setAttribute("aria-checked","true")};Sn.shadowRootOptions={mode:"open"};Sn.getTemplateHTML=$u;Sn.getSuffixSlotInnerHTML=Nu;function si(t){return t.type==="radio"||t.type==="checkbox"}function ks(t,e){if(!t)return null;const{host:i}=t.getRootNode();return!e&&i?ks(t,i):e?.items?e:ks(e,e?.parentNode)}d.customElements.get("media-chrome-menu-item")||d.customElements.define("media-chrome-menu-item",Sn);var fr=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ne=(t,e,i)=>(fr(t,e,"read from private field"),i?i.call(t):e.get(t)),sa=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},wo=(t,e,i,a)=>(fr(t,e,"write to private field"),e.set(t,i),i),gt=(t,e,i)=>(fr(t,e,"access private method"),i),_i,Me,Ot,bi,Fa,Ss;class Hu extends mt{constructor(){super(...arguments),sa(this,Ot),sa(this,Fa),sa(this,_i,[]),sa(this,Me,{})}static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_RENDITION_LIST,r.MEDIA_RENDITION_SELECTED,r.MEDIA_RENDITION_UNAVAILABLE,r.MEDIA_HEIGHT,r.MEDIA_WIDTH]}static formatMenuItemText(e,i){return super.formatMenuItemText(e,i)}static formatRendition(e,{showBitrate:i=!1}={}){const a=`${Math.min(e.width,e.height)}p`;if(i&&e.bitrate){const n=e.bitrate/1e6,s=`${n.toFixed(n<1?1:0)} Mbps`;return`${a} (${s})`}return this.formatMenuItemText(a,e)}static compareRendition(e,i){var a,n;return i.height===e.height?((a=i.bitrate)!=null?a:0)-((n=e.bitrate)!=null?n:0):i.height-e.height}attributeChangedCallback(e,i,a){if(super.attributeChangedCallback(e,i,a),i!==a)switch(e){case r.MEDIA_RENDITION_SELECTED:this.value=a??"auto",gt(this,Ot,bi).call(this);break;case r.MEDIA_RENDITION_LIST:wo(this,_i,wd(a)),gt(this,Ot,bi).call(this);break;case r.MEDIA_HEIGHT:case r.MEDIA_WIDTH:gt(this,Ot,bi).call(this);break}}connectedCallback(){super.connectedCallback(),this.addEventListener("change",gt(this,Fa,Ss))}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("change",gt(this,Fa,Ss))}get anchorElement(){return this.anchor!=="auto"?super.anchorElement:je(this).querySelector("media-rendition-menu-button")}get mediaRenditionList(){return Ne(this,_i)}set mediaRenditionList(e){wo(this,_i,e),gt(this,Ot,bi).call(this)}get mediaRenditionSelected(){return N(this,r.MEDIA_RENDITION_SELECTED)}set mediaRenditionSelected(e){P(this,r.MEDIA_RENDITION_SELECTED,e)}get mediaHeight(){return J(this,r.MEDIA_HEIGHT)}set mediaHeight(e){j(this,r.MEDIA_HEIGHT,e)}get mediaWidth(){return J(this,r.MEDIA_WIDTH)}set mediaWidth(e){j(this,r.MEDIA_WIDTH,e)}compareRendition(e,i){return this.constructor.compareRendition(e,i)}formatMenuItemText(e,i){return this.constructor.formatMenuItemText(e,i)}formatRendition(e,i){return this.constructor.formatRendition(e,i)}showRenditionBitrate(e){return this.mediaRenditionList.some(i=>i!==e&&i.height===e.height&&i.bitrate!==e.bitrate)}}_i=new WeakMap;Me=new WeakMap;Ot=new WeakSet;bi=function(){const t=!this.mediaRenditionSelected;if(Ne(this,Me).mediaRenditionList===JSON.stringify(this.mediaRenditionList)&&Ne(this,Me).mediaHeight===this.mediaHeight&&Ne(this,Me).mediaWidth===this.mediaWidth&&Ne(this,Me).isAuto===t)return;Ne(this,Me).mediaRenditionList=JSON.stringify(this.mediaRenditionList),Ne(this,Me).mediaHeight=this.mediaHeight,Ne(this,Me).mediaWidth=this.mediaWidth,Ne(this,Me).isAuto=t;const e=this.mediaRenditionList.sort(this.compareRendition.bind(this)),i=e.find(o=>o.id===this.mediaRenditionSelected);for(const o of e)o.selected=o===i;this.defaultSlot.textContent="";for(const o of e){const l=this.formatRendition(o,{showBitrate:this.showRenditionBitrate(o)}),c=Wi({type:"radio",text:l,value:`${o.id}`,checked:o.selected&&!t});c.prepend(Vt(this,"checked-indicator")),this.defaultSlot.append(c)}const a=i&&this.showRenditionBitrate(i);let n;t&&(i?n=this.formatMenuItemText(`${b("Auto")} • ${this.formatRendition(i,{showBitrate:a})}`,i):this.mediaHeight>0&&this.mediaWidth>0&&(n=this.formatMenuItemText(`${b("Auto")} (${Math.min(this.mediaWidth,this.mediaHeight)}p)`))),n||(n=this.formatMenuItemText(b("Auto")));const s=Wi({type:"radio",text:n,value:"auto",checked:t});s.dataset.description=n,s.prepend(Vt(this,"checked-indicator")),this.defaultSlot.append(s)};Fa=new WeakSet;Ss=function(){if(this.value==null)return;const t=new d.CustomEvent(p.MEDIA_RENDITION_REQUEST,{composed:!0,bubbles:!0,detail:this.value});this.dispatchEvent(t)};d.customElements.get("media-rendition-menu")||d.customElements.define("media-rendition-menu",Hu);const Wu=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M13.5 2.5h2v6h-2v-2h-11v-2h11v-2Zm4 2h4v2h-4v-2Zm-12 4h2v6h-2v-2h-3v-2h3v-2Zm4 2h12v2h-12v-2Zm1 4h2v6h-2v-2h-8v-2h8v-2Zm4 2h7v2h-7v-2Z" />
</svg>`;function Bu(){return`
    <style>
      :host([aria-expanded="true"]) slot[name=tooltip] {
        display: none;
      }
    </style>
    <slot name="icon">${Wu}</slot>
  `}function Fu(){return b("Quality")}class gr extends kn{static get observedAttributes(){return[...super.observedAttributes,r.MEDIA_RENDITION_SELECTED,r.MEDIA_RENDITION_UNAVAILABLE,r.MEDIA_HEIGHT]}connectedCallback(){super.connectedCallback(),this.setAttribute("aria-label",b("quality"))}get invokeTargetElement(){return this.invokeTarget!=null?super.invokeTargetElement:je(this).querySelector("media-rendition-menu")}get mediaRenditionSelected(){return N(this,r.MEDIA_RENDITION_SELECTED)}set mediaRenditionSelected(e){P(this,r.MEDIA_RENDITION_SELECTED,e)}get mediaHeight(){return J(this,r.MEDIA_HEIGHT)}set mediaHeight(e){j(this,r.MEDIA_HEIGHT,e)}}gr.getSlotTemplateHTML=Bu;gr.getTooltipContentHTML=Fu;d.customElements.get("media-rendition-menu-button")||d.customElements.define("media-rendition-menu-button",gr);
